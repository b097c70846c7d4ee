import pytest

from providers.phones import normalise


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("0161 496 0142", "+441614960142"),
        ("(0)161 496 0142 ext 12", "+441614960142;ext=12"),
        ("1614960142", "+441614960142"),
        ("+44 161 496 0142", "+441614960142"),
        ("020 7946 0958", "+442079460958"),
        ("01632 960123", "+441632960123"),
        ("07700 900123", "+447700900123"),
    ],
)
def test_a_number_as_it_is_dialled(written, dialled):
    assert normalise(written) == dialled


@pytest.mark.parametrize(
    "written", ["0161 496 0000" + "-" * 60, "", "ask for Jo", "0161 496", "0161 496 0000 / 0161 496 0001"]
)
def test_what_is_not_one_whole_number_is_refused_in_a_sentence(written):
    with pytest.raises(ValueError, match="phone number"):
        normalise(written)
