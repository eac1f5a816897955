# One command for each thing. `python3 -m app` and `python3 -m tests` set up .venv; everything else needs it.

python := if os_family() == "windows" { ".venv/Scripts/python" } else { ".venv/bin/python" }

# what there is
default:
    @{{ just_executable() }} --list

# the program; `just run --demo` with a workshop to look at
run *options:
    python3 -m app {{ options }}

# everything that the continuous integration runs; `just test -k words` a part
test *options:
    python3 -m tests {{ options }}

# layout, and what ruff mends by itself
format:
    {{ python }} -m ruff format
    {{ python }} -m ruff check --fix
    {{ python }} -m tests.npm format

# what ruff, eslint and prettier complain about
lint:
    {{ python }} -m ruff check
    {{ python }} -m ruff format --check
    {{ python }} -m tests.npm lint
    {{ python }} -m tests.npm layout

# mypy, and tsc for scripts
types:
    {{ python }} -m mypy
    {{ python }} -m tests.npm types

# what browsers get of our scripts (needs Node)
build:
    npm install --ignore-scripts --no-audit --no-fund
    node assets/build.mjs

# the JavaScript that follows from commands, model and messages; what both halves must work out alike
generate:
    {{ python }} -m app.live.generate
    {{ python }} -m tests.contract.mirrors

# whether that was done
current:
    {{ python }} -m app.live.generate --check
    {{ python }} -m tests.contract.mirrors --check

# how quick it is, on an otherwise idle machine: `just load --clients 60 --check`
load *options:
    {{ python }} -m tests.load {{ options }}
