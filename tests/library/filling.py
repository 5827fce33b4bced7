"""What an editor's browser sends from the library's forms."""

from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

RIGHTS = {"rights_basis": "tu-san-xuat", "is_festive": "on"}


def banner_data(*pictures, **fields):
    """Fill in a banner; `pictures` are pairs of a format and an image."""
    stream = [("picture", {"format": code, "image": image.pk}) for code, image in pictures]
    return _filled(
        {
            "title": "60 năm ASEAN",
            "alt_text": "Chào mừng kỷ niệm 60 năm Ngày thành lập ASEAN",
            "pictures": streamfield(stream),
        },
        fields,
    )


def poster_data(*files, **fields):
    """Fill in a poster; `files` are pairs of a format and a document."""
    stream = [("file", {"format": code, "document": file.pk}) for code, file in files]
    return _filled(
        {
            "title": "Ba trụ cột",
            "alt_text": "Ba cột màu đỡ một mái nhà",
            "text_equivalent": rich_text("<p>Ba trụ cột - Một cộng đồng</p>"),
            "files": streamfield(stream),
            "variables": "",
        },
        fields,
    )


def slogan_data(**fields):
    return _filled({"title": "Một tầm nhìn", "text": "Một tầm nhìn, một bản sắc"}, fields)


def led_data(**fields):
    return _filled(
        {"title": "Ngày ASEAN", "text": "Chào mừng Ngày ASEAN", "format": "led-text"}, fields
    )


def campaign_data(*works, **fields):
    """Fill in a campaign of these works."""
    stream = [(work.kind.replace("-", "_"), work.pk) for work in works]
    return _filled(
        {
            "title": "Đợt tuyên truyền 08/8",
            "works": streamfield(stream),
            "instructions": rich_text("<p>Treo cờ</p>"),
            "effective_at": "2027-07-25 00:00",
            "expires_at": "2027-08-16 00:00",
            "priority": "5",
        },
        fields,
    )


def mourning_data(**fields):
    return _filled({"title": "Quốc tang", "starts_on": "2027-01-03", "ends_on": ""}, fields)


def occasion_data(**fields):
    return nested_form_data(
        {
            "name": "Ngày ASEAN",
            "code": "asean-day",
            "description": "",
            "dates": "",
            "days_before": "14",
            "days_after": "7",
            "priority": "1",
            "month_day_day": "08",
            "month_day_month": "08",
            "pupils_from_day": "",
            "pupils_from_month": "",
            "pupils_until_day": "",
            "pupils_until_month": "",
        }
        | fields
    )


def _filled(values, fields):
    return {**nested_form_data({**RIGHTS, **values}), **fields}
