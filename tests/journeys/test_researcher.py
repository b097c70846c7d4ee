"""A researcher: who is in the chain of an area, which tier, which sector, how sure are we, and take exactly that
away."""

import csv
import datetime as dt


def test_from_the_front_page_to_a_row_of_a_spreadsheet(client, researcher, world):
    world.said(world.ostler_1, dt.date(2026, 3, 12), tier="2", involvement="delivering", referral_status="none")
    client.force_login(researcher)

    front = client.get("/").content.decode()
    assert "Of 6 positions, 1 has been checked by phone." in front
    assert "Ostler Works" in front and "no referrals so far" in front
    assert "Next call" not in front and "Upload a list" not in front

    programme = client.get("/programmes/demonstration/").content.decode()
    assert "/programmes/demonstration/areas/1/" in programme

    address = f"/programmes/demonstration/areas/1/?prime={world.tallis.public_id}&tier=2"
    area = client.get(address)
    assert [position.provider.public_id for position in area.context["positions"]] == [world.ostler.public_id]
    assert "no referrals so far, confirmed 12 March 2026" in area.content.decode()

    download = client.get(f"/programmes/demonstration/areas/1/positions.csv?prime={world.tallis.public_id}&tier=2")
    (row,) = csv.DictReader(download.content.decode("utf-8-sig").splitlines())
    assert (row["organisation"], row["tier"], row["verification"]) == ("Ostler Works", "2", "confirmed")
    assert (row["referral_status"], row["checked_on"], row["listed"]) == ("none", "2026-03-12", "yes")

    page = client.get(world.ostler.get_absolute_url()).content.decode()
    assert "Employment Support Office" in page and "Phone call" in page
    assert "0161 496" not in page


def test_what_a_researcher_may_not_do_is_said(client, researcher, world):
    client.force_login(researcher)
    for address in ("/lists/upload/", "/survey/"):
        assert client.get(address).status_code == 403
