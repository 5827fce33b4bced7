from urllib.parse import parse_qs, urlsplit

import pytest

from wagtail_asean.library.sharing.share_kits import share_kit, share_links, write_caption

ADDRESS = "https://truong.example/asean/thu-vien/banner/1/?a=1&b=ế"


@pytest.fixture
def asean(settings):
    def change(**values):
        settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, **values}

    return change


def test_each_network_gets_the_whole_address_and_nothing_else_of_it():
    links = {link.name: urlsplit(link.href) for link in share_links(ADDRESS)}

    assert parse_qs(links["Facebook"].query) == {"u": [ADDRESS]}
    assert parse_qs(links["Zalo"].query) == {"url": [ADDRESS]}
    assert links["Zalo"].netloc == "sp.zalo.me"


def test_a_site_names_its_own_networks(asean):
    asean(SHARE_LINKS={"Mạng": "https://mang.vn/gui?tieu-de={text}&dia-chi={url}"})

    (link,) = share_links(ADDRESS, text="60 năm & {url}")

    assert link.name == "Mạng"
    assert parse_qs(urlsplit(link.href).query) == {
        "tieu-de": ["60 năm & {url}"],
        "dia-chi": [ADDRESS],
    }


@pytest.mark.parametrize(
    "pattern",
    ["javascript:alert('{url}')", "http://mang.vn/?u={url}", "https://mang.vn/", "//x/{url}", None]
    + ["https://{url}", "https://a.vn/ {url}", " https://a.vn/{url}", "https://a.vn{url}"],
)
def test_a_pattern_that_is_no_https_address_is_left_out(asean, pattern):
    asean(SHARE_LINKS={"Mạng": pattern})

    assert list(share_links(ADDRESS)) == []


def test_the_caption_has_title_slogan_link_and_hashtags(asean, make_banner):
    asean(SHARE_HASHTAGS=("#ASEAN", "Một Cộng đồng", "!"))
    banner = make_banner(title="60 năm ASEAN", slogan="Một tầm nhìn")

    assert write_caption(banner, ADDRESS) == (
        f"60 năm ASEAN\nMột tầm nhìn\n{ADDRESS}\n#ASEAN #MộtCộngđồng"
    )


def test_the_caption_does_not_say_the_same_twice(make_slogan):
    slogan = make_slogan(title="Một tầm nhìn", text="MỘT TẦM NHÌN")

    assert write_caption(slogan, ADDRESS) == f"Một tầm nhìn\n{ADDRESS}"


def test_the_kit_offers_the_pictures_for_networks_and_no_others(make_banner, make_image):
    banner = make_banner(
        pictures=[
            ("web-hero", make_image()),
            ("social-square", make_image(1080, 1080)),
            ("og-share", make_image(1200, 630)),
        ]
    )

    kit = share_kit(banner, ADDRESS)

    assert [picture.format for picture in kit.pictures] == ["social-square", "og-share"]
    assert all(picture.size for picture in kit.pictures)
    assert kit.alt_text == banner.alt_text
    assert kit.address == ADDRESS


def test_a_poster_is_shared_without_pictures_of_its_own(make_poster):
    kit = share_kit(make_poster(), ADDRESS)

    assert kit.pictures == ()
    assert kit.alt_text == "Ba cột màu"
