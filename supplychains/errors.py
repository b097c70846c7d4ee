"""Answers to requests that cannot be met, where Django's own would leave an empty page."""

from django.shortcuts import render


def explain_not_allowed(get_response):
    """Middleware: an address that only takes forms says so, to whoever a log-in or a reload led there."""

    def respond(request):
        response = get_response(request)
        if response.status_code != 405:
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return respond
