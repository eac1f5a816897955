"""`python3 -m app`: starts Zielrunde from a checkout and sets up what it needs on the first start."""

import sys


def start() -> None:
    """The imports wait until they can succeed."""
    if sys.version_info < (3, 11):  # noqa: UP036 (the sentence is for those who do not read)
        sys.exit("Zielrunde braucht Python 3.11 oder neuer. / Zielrunde needs Python 3.11 or newer.")
    from app.installing.bootstrap import ensure, refused

    try:
        ensure("app")
        from app.main import main

        main()
    except ImportError as error:
        sys.exit(refused(error))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    start()
