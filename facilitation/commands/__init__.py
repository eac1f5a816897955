"""What people ask for. Every command is validated here, once, for every way in."""

from facilitation.commands.ballots import *  # noqa: F403
from facilitation.commands.base import Command as Command
from facilitation.commands.languages import *  # noqa: F403
from facilitation.commands.participants import *  # noqa: F403
from facilitation.commands.preparing import *  # noqa: F403
from facilitation.commands.running import *  # noqa: F403
