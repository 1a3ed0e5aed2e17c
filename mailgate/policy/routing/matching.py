"""Linear assignment: to each row one column of its own, so that the sum of the costs is least."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Costs = npt.NDArray[np.float64]


def matched(costs: Costs | Sequence[Sequence[float]]) -> tuple[int, ...]:
    """The column of each row, for at most as many rows as columns and finite costs. Of equally cheap columns an earlier row
    takes the one further to the left: the same costs give the same answer.

    Shortest augmenting paths with potentials (Jonker and Volgenant 1987; Crouse 2016): O(rows² · columns)."""
    table = np.asarray(costs, dtype=np.float64)
    rows, columns = table.shape
    if rows > columns:
        raise ValueError("more rows than columns")
    of_row, of_column = np.full(rows, -1), np.full(columns, -1)
    row_price, column_price = np.zeros(rows), np.zeros(columns)
    for row in range(rows):
        _augment(table, row, of_row, of_column, row_price, column_price)
    return tuple(int(column) for column in of_row)


def _augment(
    table: Costs,
    first: int,
    of_row: npt.NDArray[np.int64],
    of_column: npt.NDArray[np.int64],
    row_price: Costs,
    column_price: Costs,
) -> None:
    """Find the cheapest way to give `first` a column, moving others where that is cheaper, and go it."""
    columns = table.shape[1]
    shortest, came_from = np.full(columns, np.inf), np.full(columns, -1)
    open_columns = np.ones(columns, dtype=bool)
    rows_seen, row, far = [first], first, 0.0
    while True:
        through = far + table[row] - row_price[row] - column_price
        better = open_columns & (through < shortest)
        shortest[better] = through[better]
        came_from[better] = row
        column = int(np.argmin(np.where(open_columns, shortest, np.inf)))
        far = float(shortest[column])
        open_columns[column] = False
        if of_column[column] < 0:
            break
        row = int(of_column[column])
        rows_seen.append(row)
    row_price[first] += far
    for seen in rows_seen[1:]:
        row_price[seen] += far - shortest[of_row[seen]]
    closed = ~open_columns
    column_price[closed] -= far - shortest[closed]
    while True:  # back along the way, each row takes the column it was reached through
        row = int(came_from[column])
        of_column[column] = row
        of_row[row], column = column, int(of_row[row])
        if row == first:
            return
