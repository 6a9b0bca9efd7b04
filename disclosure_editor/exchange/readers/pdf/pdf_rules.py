"""Takes the rules out of a PDF page's drawings: strokes, and areas so thin that they are looked at as lines."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_THICKEST = 3.0
_SHORTEST = 3.0
_STRAIGHT = 0.7
_DEEPEST = 4
"""Drawings stand in forms, which may stand in forms."""
MOST_STEPS = 60_000
"""Of one page: its drawings and texts, and the points of the drawings. A page with tables has some thousand; one with
so many is a picture made of lines."""


class Drawings:
    """The drawings of a page.

    Attributes:
        segments: pairs of points, in the page's own lengths; none if there are too many drawings.
        pictures: how many pictures stand among them.
        too_many: whether there are.
    """

    def __init__(self, page: Any) -> None:
        self.pictures = 0
        self._steps = 0
        self.segments: list[tuple[Point, Point]] = []
        count = pdfium.FPDFPage_CountObjects(page)
        self._take((pdfium.FPDFPage_GetObject(page, number) for number in range(count)), _SAME, 0)
        self.too_many = self._steps > MOST_STEPS
        if self.too_many:
            self.segments = []

    def _take(self, objects: Iterator[Any], matrix: Matrix, depth: int) -> None:
        for item in objects:
            kind = pdfium.FPDFPageObj_GetType(item)
            is_path = kind == pdfium.FPDF_PAGEOBJ_PATH
            self._steps += pdfium.FPDFPath_CountSegments(item) if is_path else 1
            if self._steps > MOST_STEPS:
                return
            if is_path:
                self.segments += _segments(item, _combined(_matrix(item), matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.pictures += 1
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = range(pdfium.FPDFFormObj_CountObjects(item))
                parts = (pdfium.FPDFFormObj_GetObject(item, number) for number in inner)
                self._take(parts, _combined(_matrix(item), matrix), depth + 1)


def _segments(path: Any, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    for outline in _outlines(path, matrix):
        if stroke.value:
            yield from (pair for pair in pairwise(outline) if _is_rule(*pair))
        elif fill.value and len(outline) > 2:
            yield from _thin_area(outline)


def _outlines(path: Any, matrix: Matrix) -> Iterator[list[Point]]:
    """The path's parts, each as the points that it runs along; curved ones are left out."""
    points: list[Point] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if points and not curved:
                yield points
            points, curved = [], False
        curved |= kind == pdfium.FPDF_SEGMENT_BEZIERTO
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(_moved((x.value, y.value), matrix))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points and not curved:
        yield points


def _thin_area(outline: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    low, high = min(y for _, y in outline), max(y for _, y in outline)
    width, height = right - left, high - low
    if height <= _THICKEST < width:
        yield (left, (low + high) / 2), (right, (low + high) / 2)
    elif width <= _THICKEST < height:
        yield ((left + right) / 2, low), ((left + right) / 2, high)


def _is_rule(start: Point, end: Point) -> bool:
    across, down = abs(start[0] - end[0]), abs(start[1] - end[1])
    return min(across, down) <= _STRAIGHT and max(across, down) >= _SHORTEST


def _matrix(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return _SAME
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _combined(inner: Matrix, outer: Matrix) -> Matrix:
    if outer == _SAME:
        return inner
    a, b, c, d, e, f = inner
    ax, ay = _moved((a, b), (*outer[:4], 0.0, 0.0))
    cx, cy = _moved((c, d), (*outer[:4], 0.0, 0.0))
    ex, ey = _moved((e, f), outer)
    return (ax, ay, cx, cy, ex, ey)


def _moved(point: Point, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    return (a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f)
