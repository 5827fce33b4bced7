from io import BytesIO
from xml.etree import ElementTree

import segno
from PIL import Image as Picture

from wagtail_asean.library.sharing import qr_codes

ADDRESS = "https://truong.example/asean/thu-vien/poster/0b6c7b0a-5a0e-4c0e-9a35-3f1d7c1b6a01/"
QUIET = qr_codes.QUIET_ZONE


def modules_of(png):
    """Read a PNG of a QR code back into rows of dark and light, as a camera would."""
    picture = Picture.open(BytesIO(png)).convert("L")
    size = qr_codes.PIXELS
    return [
        [picture.getpixel((x, y)) < 128 for x in range(size // 2, picture.width, size)]
        for y in range(size // 2, picture.height, size)
    ]


def expected(address):
    """Return the same rows from an encoding of our own asking, without the quiet zone."""
    matrix = segno.make(address, error=qr_codes.CORRECTION, micro=False).matrix
    return [[bool(module) for module in row] for row in matrix]


def test_the_code_holds_just_the_address_within_a_quiet_zone():
    modules = modules_of(qr_codes.as_png(ADDRESS))

    assert [row[QUIET:-QUIET] for row in modules[QUIET:-QUIET]] == expected(ADDRESS)
    frame = [*modules[:QUIET], *modules[-QUIET:]]
    frame += [row[:QUIET] + row[-QUIET:] for row in modules]
    assert not any(any(row) for row in frame)


def test_another_address_has_another_code():
    assert modules_of(qr_codes.as_png(ADDRESS)) != modules_of(qr_codes.as_png(f"{ADDRESS}?a=1"))


def test_the_svg_is_dark_on_white_and_takes_the_size_it_is_given():
    svg = ElementTree.fromstring(qr_codes.as_svg(ADDRESS))  # noqa: S314
    side = len(expected(ADDRESS)) + 2 * QUIET

    assert svg.get("viewBox") == f"0 0 {side} {side}"
    assert (svg.get("width"), svg.get("height")) == (None, None)
    ground, code = svg.iter("{http://www.w3.org/2000/svg}path")
    assert ground.get("fill") in ("#fff", "#ffffff")
    assert code.get("stroke") in ("#000", "#000000")


def test_the_svg_has_no_script_and_no_style():
    svg = qr_codes.as_svg(ADDRESS)

    assert b"script" not in svg
    assert b"style" not in svg


def test_a_vietnamese_address_fits_too():
    address = "https://trường.vn/" + "đ" * 200

    modules = modules_of(qr_codes.as_png(address))

    assert [row[QUIET:-QUIET] for row in modules[QUIET:-QUIET]] == expected(address)
