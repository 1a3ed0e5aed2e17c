"""`mailgate model`: what was learned (`model_versions`), and `exam`: how well it learns from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, DebugOption, JsonOption, SettingsOption, fail, guarded, say, say_json
from mailgate.cli.model_versions import app

if TYPE_CHECKING:
    from mailgate.cli.examined import Examined

__all__ = ["app"]

_WORST, _CONFUSED = 15, 10  # rows of the tables


@app.command("exam")
def exam(
    train: Annotated[Path, typer.Option("--train", help="What to learn from: a CSV file with columns text,category.")],
    test: Annotated[Path, typer.Option("--test", help="What to be examined on, likewise; category - is out of scope.")],
    shots: Annotated[int | None, typer.Option("--shots", min=1, help="Learn from so many rows of each category.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="Which rows --shots chooses, and the order of --online.")] = 0,
    online: Annotated[
        bool, typer.Option("--online", help="One pass, in an order by --seed: each row is predicted, then learned.")
    ] = False,
    embedder: Annotated[
        str | None, typer.Option("--embedder", help="both, use-m, minilm or none; left out: the one of the settings.")
    ] = None,
    settings: SettingsOption = DEFAULT_SETTINGS,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """How well the learner does on your own data, with the features and the embedder that the daemon uses."""

    def run() -> None:
        from mailgate.cli.examined import examined, rows_of
        from mailgate.reading.embedders import EmbedderMissing

        learned, asked = rows_of(train), rows_of(test)
        try:
            report = examined(learned, asked, embedder or _embedder(settings), shots=shots, seed=seed, online=online)
        except EmbedderMissing as missing:
            fail(f"{missing}; another one: --embedder none")
        say_json(report.row()) if json else _show(report)

    guarded(run, debug=debug)


def _embedder(settings: Path) -> str:
    """Of the settings file if there is one, else the daemon's default."""
    from mailgate.settings.server import Server

    if not settings.exists():
        if settings != DEFAULT_SETTINGS:
            fail(f"there is no file {settings}", code=2)
        return str(Server.model_fields["embedder"].default)
    from mailgate.settings import load

    return str(load(settings).server.embedder)


def _show(report: Examined) -> None:
    from rich.table import Table

    from mailgate.cli.common import out

    figures = report.figures
    say(f"{report.n_train} rows learned in {report.train_s:.1f} s, {report.n_test} asked, with the embedder {report.embedder}")
    named = (
        ("accuracy", figures.accuracy),
        ("macro F1", figures.macro_f1),
        ("calibration error", figures.ece),
        ("out of scope: recall", figures.oos_recall),
        ("out of scope: AUROC", figures.oos_auroc),
        ("before learning each row", report.before),
    )
    for name, value in named:
        if value is not None:
            say(f"  {name:26} {value:.4f}")
    for precision, coverage in figures.coverage_at_precision.items():
        say(f"  {f'answered at {float(precision):.0%} right':26} {coverage:.1%} of the rows")
    say(f"  a prediction takes {report.predict_ms:.2f} ms, an update {report.update_ms:.2f} ms, without the embedding")
    say(f"  {report.rss_mb:.0f} MB of memory")
    weakest = sorted(figures.classes, key=lambda one: (one.f1, one.name))[:_WORST]
    if weakest:
        table = Table(
            "category", "rows", "precision", "recall", "F1", title=f"The weakest {len(weakest)} of {len(figures.classes)}"
        )
        for one in weakest:
            table.add_row(one.name, str(one.rows), f"{one.precision:.2f}", f"{one.recall:.2f}", f"{one.f1:.2f}")
        out.print(table)
    if figures.confused:
        table = Table("is", "taken for", "times", title="Most confused")
        for right, given, times in figures.confused[:_CONFUSED]:
            table.add_row(right, given, str(times))
        out.print(table)
