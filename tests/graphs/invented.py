"""Any small chain, as hypothesis draws it: up to four contracts, up to eight bodies, tiers and chains of every kind."""

from hypothesis import strategies as st

from providers.vocabulary import Sector, Verification
from supplychains.contracts.vocabulary import ReferralStatus, Tier
from supplychains.graphs.drawing.build import build
from supplychains.graphs.layout import lay_out
from tests.graphs import small

NAMES = st.sampled_from("Hope Larkhill Quill Ostler Wintle Sable Carrow Hale".split())


@st.composite
def chains(draw, names=NAMES):
    """(contracts, positions): one position a body and contract at most, some under an earlier one of their contract."""
    contracts = [small.contract(n, small.provider(f"Prime-{n}"), f"R{n}") for n in range(draw(st.integers(1, 4)))]
    bodies = []
    for number, name in enumerate(draw(st.lists(names, unique=True, max_size=8))):
        body = small.provider(name, draw(st.sampled_from(Sector)))
        body.public_id = body.pk = f"o{number}"
        bodies.append(body)
    positions = []
    for contract in contracts:
        for body in draw(st.lists(st.sampled_from(bodies), unique_by=id)) if bodies else []:
            over = [p for p in positions if p.prime_contract is contract]
            positions.append(
                small.position(
                    body,
                    contract,
                    draw(st.sampled_from(Tier)),
                    draw(st.sampled_from([None, *over])),
                    referral_status=draw(st.sampled_from(ReferralStatus)),
                    verification=draw(st.sampled_from(Verification)),
                )
            )
    return contracts, positions


def laid_out(contracts, positions):
    """(graph, layout) of a chain."""
    graph = build(small.AREA, contracts, positions)
    return graph, lay_out(graph)
