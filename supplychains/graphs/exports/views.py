"""The downloads of a chain: the same address parameters as the page of its area give what that page shows."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone

from supplychains.access import needs
from supplychains.contracts.models import ContractPackageArea

from ..chains import chain_of
from ..pictures import Picture
from .formats import FORMATS, export, file_name


def paths(area):
    """An address for each format below that of an area, named like the format: "graphs:graphml"."""
    return [path(area + kind.file, download, {"name": name}, name=name) for name, kind in FORMATS.items()]


@needs("providers.view_map")
def download(request, slug, number, name):
    """The chain as a file. A filter that cannot be read is left out, as on the page."""
    areas = ContractPackageArea.objects.select_related("programme")
    chain = chain_of(get_object_or_404(areas, programme__slug=slug, number=number), request.GET)
    picture = Picture.asked(chain, request.GET, timezone.localdate())
    return HttpResponse(
        export(picture, name),
        content_type=FORMATS[name].content_type,
        headers={"Content-Disposition": f'attachment; filename="{file_name(picture, name)}"'},
    )
