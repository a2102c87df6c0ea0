"""One step of learning: the losses, their slopes, and who is moved by them. Read next: fit.py."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from student.teach import Floats

# Weight and temperature of the loss of likeness; width of the inner layer.
NEAR, WARMTH = 0.1, 0.1
HIDDEN = 512


@dataclass
class Batch:
    """Some texts: `tokens` over the columns `touched`, what their vectors should be, and the teacher's cosines."""

    touched: NDArray[np.int64]
    tokens: Any
    target: Floats
    cosines: Floats


def slopes(batch: Batch, rows: Floats) -> tuple[float, Floats]:
    """(loss, slope on `rows`). Two losses: distance to the teacher's vectors; and, for each text, of its likeness to the
    others of the batch from that of the teacher (Kullback-Leibler), which is what the nearest are found by."""
    sums = np.asarray(batch.tokens @ rows)
    lengths = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-3)
    said = sums / lengths
    ours, theirs = _shares(said @ said.T), _shares(batch.cosines)
    off = (ours - theirs) * (NEAR / WARMTH)
    slope = off @ said + off.T @ said - batch.target
    slope = (slope - said * (said * slope).sum(axis=1, keepdims=True)) / lengths
    apart = np.where(theirs > 0, theirs * np.log(np.maximum(theirs, 1e-12) / np.maximum(ours, 1e-12)), 0)
    loss = 1 - (said * batch.target).sum(axis=1).mean() + NEAR * apart.sum(axis=1).mean()
    return float(loss), np.asarray(batch.tokens.T @ slope, dtype=np.float32)


def _shares(cosines: Floats) -> Floats:
    heat = cosines / WARMTH
    np.fill_diagonal(heat, -np.inf)
    heat = np.exp(heat - heat.max(axis=1, keepdims=True))
    return np.asarray(heat / heat.sum(axis=1, keepdims=True), dtype=np.float32)


class Adam:
    """Kingma & Ba (2015)."""

    def __init__(self, values: Floats, rate: float) -> None:
        self.values, self.rate = values, rate
        self._mean, self._square, self._steps = np.zeros_like(values), np.zeros_like(values), 0

    def step(self, slope: Floats, part: float) -> None:
        self._steps += 1
        self._mean += 0.1 * (slope - self._mean)
        self._square += 0.01 * (slope * slope - self._square)
        spread = np.sqrt(self._square / (1 - 0.99**self._steps)) + 1e-8
        self.values -= self.rate * part / (1 - 0.9**self._steps) * self._mean / spread


class Mapping:
    """First stage: one small network makes each word's row out of the teacher's vector of the word, for all words and
    languages alike: row = gate * (x W + relu(x A + a) B)."""

    def __init__(self, words: Floats, weight: Floats, turn: Floats, chance: Floats) -> None:
        random = np.random.default_rng(15)
        wide = words.shape[1]
        size = float(np.median(np.linalg.norm((words[:, : len(turn)] @ turn) * weight[:, None], axis=1)))
        self._words, self._weight, self._chance = words, weight / size, chance / size
        straight = np.concatenate([turn, np.zeros((wide - len(turn), turn.shape[1]), dtype=np.float32)])
        inner = random.normal(size=(wide, HIDDEN)) / np.sqrt(wide) * 3
        self._straight = Adam(straight.astype(np.float32), 3e-4)
        self._inner = Adam(inner.astype(np.float32), 1e-3)
        self._outer = Adam(np.zeros((HIDDEN, turn.shape[1]), dtype=np.float32), 1e-3)
        self._gate = Adam(np.zeros(HIDDEN, dtype=np.float32), 1e-3)

    def step(self, batch: Batch, part: float) -> float:
        own = batch.touched < len(self._words)
        x = self._words[batch.touched[own]]
        hidden, told, gate = self._made(x)
        rows = np.zeros((len(batch.touched), told.shape[1]), dtype=np.float32)
        scaled = (gate * self._weight[batch.touched[own]])[:, None]
        rows[own] = told * scaled
        rows[~own] = self._chance[batch.touched[~own] - len(self._words)]
        loss, slope = slopes(batch, rows)
        slope = slope[own]
        on_gate = (slope * rows[own]).sum(axis=1)
        on_told = slope * scaled
        on_hidden = (on_told @ self._outer.values.T + on_gate[:, None] * self._gate.values) * (hidden > 0)
        self._straight.step(x.T @ on_told, part)
        self._outer.step(hidden.T @ on_told, part)
        self._gate.step(hidden.T @ on_gate, part)
        self._inner.step(x.T @ on_hidden, part)
        return loss

    def _made(self, x: Floats) -> tuple[Floats, Floats, Floats]:
        hidden = np.maximum(x @ self._inner.values, 0)
        told = x @ self._straight.values + hidden @ self._outer.values
        return hidden, told, np.exp(np.clip(hidden @ self._gate.values, -4, 4))

    def all_rows(self) -> Floats:
        parts = []
        for begin in range(0, len(self._words), 4096):
            _, told, gate = self._made(self._words[begin : begin + 4096])
            parts.append(told * (gate * self._weight[begin : begin + 4096])[:, None])
        return np.concatenate([*parts, self._chance])


class Free:
    """Second stage: each row by itself, pulled back to where the first stage put it."""

    def __init__(self, rows: Floats, pull: float) -> None:
        self._size = float(np.median(np.linalg.norm(rows, axis=1)))
        self._rows = rows / self._size
        self._first, self._pull = self._rows.copy(), pull
        self._mean, self._square = np.zeros_like(rows), np.zeros(len(rows), dtype=np.float32)
        self._steps = 0

    def step(self, batch: Batch, part: float) -> float:
        loss, slope = slopes(batch, self._rows[batch.touched])
        slope += self._pull * (self._rows[batch.touched] - self._first[batch.touched])
        self._steps += 1
        self._mean[batch.touched] = 0.9 * self._mean[batch.touched] + 0.1 * slope
        self._square[batch.touched] = 0.99 * self._square[batch.touched] + 0.01 * np.square(slope).mean(axis=1)
        spread = np.sqrt(self._square[batch.touched] / (1 - 0.99**self._steps))[:, None] + 1e-6
        self._rows[batch.touched] -= 0.01 * part * self._mean[batch.touched] / spread
        return loss

    def all_rows(self) -> Floats:
        return self._rows
