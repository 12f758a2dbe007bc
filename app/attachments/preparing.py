"""Getting several pictures ready at once: what can be read is taken, of the rest it is said why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.attachments.pictures import PreparedPicture, prepare_file, prepare_picture
from app.errors import InvalidInput

PASTED = "粘贴的图片"


@dataclass(frozen=True)
class PictureProblem:
    """A file that could not be taken, and why."""

    name: str
    what_happened: str
    what_to_do: str


@dataclass(frozen=True)
class PreparedPictures:
    """What became of several files."""

    pictures: tuple[PreparedPicture, ...]
    problems: tuple[PictureProblem, ...]


def problem(name: str, error: InvalidInput) -> PictureProblem:
    """Why the file ``name`` was not taken."""
    return PictureProblem(name, error.what_happened, error.what_to_do)


def prepare_all(
    sources: Sequence[Path | bytes], *, step: Callable[[int, int], object]
) -> PreparedPictures:
    """Get files, and pictures out of the clipboard, ready; ``step(done, total)`` may end it."""
    pictures: list[PreparedPicture] = []
    problems: list[PictureProblem] = []
    for done, source in enumerate(sources):
        step(done, len(sources))
        try:
            pictures.append(_prepared(source))
        except InvalidInput as error:
            name = PASTED if isinstance(source, bytes) else source.name
            problems.append(problem(name, error))
    step(len(sources), len(sources))
    return PreparedPictures(tuple(pictures), tuple(problems))


def _prepared(source: Path | bytes) -> PreparedPicture:
    if isinstance(source, bytes):
        return prepare_picture(source, PASTED)
    return prepare_file(source)
