"""The `provportal` command. Each subcommand's module is loaded only when it is called."""

from __future__ import annotations

import click

from provportal.cli.later import found_at

COMMANDS = {
    "ach": "provportal.cli.ach:ach",
    "bank": "provportal.cli.bank:bank",
    "demo": "provportal.cli.demo:demo",
    "duplicates": "provportal.cli.duplicates:duplicates",
    "import": "provportal.cli.import_:import_",
    "integrity": "provportal.cli.integrity:integrity",
    "migrate": "provportal.cli.migrate:migrate",
    "price": "provportal.cli.price:price",
    "relay": "provportal.cli.relay:relay",
    "replay": "provportal.cli.replay:replay_command",
    "web": "provportal.cli.web:web",
    "worker": "provportal.cli.worker:worker",
}


class LazyGroup(click.Group):
    """Looks commands up by name, so that `price` loads no Flask and `web` no WeasyPrint."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = found_at(COMMANDS[cmd_name])
        assert isinstance(command, click.Command)  # noqa: S101 - a defect of the table above
        return command


@click.group(cls=LazyGroup)
@click.version_option(package_name="provportal")
def main() -> None:
    """Provider payments: one record from a draft to the money and the proof."""


if __name__ == "__main__":
    main()
