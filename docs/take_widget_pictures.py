"""Take docs/images/widget_*.png from the pictures that the tests of the widgets have kept.

make test TESTARGS=tests/viz
.venv/bin/python docs/take_widget_pictures.py
"""

from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
KEPT, FOLDER = ROOT / "build" / "widgets", ROOT / "docs" / "images"
# Name of the widget: name of the picture, and the part of its height that is shown.
PICTURES = {
    "playground": ("playground_compared", 0.74),
    "tensor_view": ("broadcast_view", 1),
    "tape_view": ("tape_view_nested", 1),
    "descent_view": ("descent_view", 1),
    "layer_view": ("layer_view", 1),
    "training_monitor": ("training_monitor", 1),
    "digit_pad": ("digit_pad", 1),
    "mistake_gallery": ("mistake_gallery", 1),
    "function_view": ("function_view", 1),
}
PAPER, MARGIN = (255, 255, 255), 12


def main() -> None:
    """Cut each picture to what is drawn on it, and keep it in 64 colors: small for a repository."""
    for name, (kept, part) in PICTURES.items():
        picture = Image.open(KEPT / f"{kept}-1280.png").convert("RGB")
        picture = picture.crop((0, 0, picture.width, round(part * picture.height)))
        path = FOLDER / f"widget_{name}.png"
        _trimmed(picture).quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


def _trimmed(picture: Image.Image) -> Image.Image:
    """The picture without the empty paper on its right and below."""
    ink = picture.convert("L").point(lambda level: 255 if level < 240 else 0)
    _, _, right, bottom = ink.getbbox()
    size = min(picture.width, right + MARGIN), min(picture.height, bottom + MARGIN)
    return picture.crop((0, 0, *size))


if __name__ == "__main__":
    main()
