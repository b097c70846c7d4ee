"""An administrator: a messy file comes in, is looked at, is applied, and the same file again changes nothing."""

from django.core.files.uploadedfile import SimpleUploadedFile

from supplychains.contracts.models import Subcontract
from supplychains.lists.models import ProviderList

MESSY = """Supply chain list, March 2026;;;;
;;;;
CPA;Prime provider;Organisation;Role;Organisation type
1;Avenmoor Group;Hope Trust;E2E;VCS
1;Tallis and Rowe;Ellan Vale Carers;Specialist;Charity
1;;Wendmoor Debt Advice;Tier 2;VCS
9;Avenmoor Group;Tamarisk Project;Tier 2;
2;Tallis and Rowe;Pennant Youth Works;Tier 2;VCS
""".encode("cp1252")


def upload(client, programme, content=MESSY):
    return client.post(
        "/lists/upload/",
        {
            "file": SimpleUploadedFile("march.csv", content),
            "programme": programme.pk,
            "publisher": "Employment Support Office",
            "published_on": "2026-03-31",
            "doubtful": "hold",
        },
        follow=True,
    )


def test_from_a_messy_file_to_the_map(client, administrator, world):
    client.force_login(administrator)
    before = Subcontract.objects.on_map().count()

    preview = upload(client, world.programme)
    edition = ProviderList.objects.get()
    html = preview.content.decode()
    assert preview.redirect_chain[-1][0] == edition.get_absolute_url()
    assert (edition.counts["rows"], edition.counts["placed"], edition.counts["problems"]) == (5, 2, 3)
    assert "Wendmoor Debt Advice" in html and "Tamarisk Project" in html
    assert Subcontract.objects.on_map().count() == before

    receipt = client.post(f"/lists/{edition.public_id}/apply/", follow=True).content.decode()
    assert edition.checksum in receipt
    assert Subcontract.objects.on_map().count() == before + 1

    area = client.get("/programmes/demonstration/areas/1/").content.decode()
    assert "Ellan Vale Carers. Tier 2 under Tallis and Rowe, third sector" in area

    again = upload(client, world.programme)
    assert ProviderList.objects.count() == 1
    assert any(message.level_tag for message in again.context["messages"])
    assert Subcontract.objects.on_map().count() == before + 1


def test_every_row_keeps_its_own_number_of_the_file(client, administrator, world):
    client.force_login(administrator)
    upload(client, world.programme)
    problems = ProviderList.objects.get().rows.exclude(problem="")
    assert list(problems.values_list("number", flat=True)) == [6, 7, 8]


def test_a_file_that_is_no_list_is_told_so_and_nothing_is_kept(client, administrator, world):
    client.force_login(administrator)
    for content in (b"", b"\x89PNG\r\n\x1a\n....", b"just;some;words\n1;2;3\n"):
        html = upload(client, world.programme, content).content.decode()
        assert 'class="errors"' in html
    assert not ProviderList.objects.exists()
