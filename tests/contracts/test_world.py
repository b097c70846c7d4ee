def test_the_world_settles(world):
    world.hope_1.refresh_from_db()
    assert (world.hope_1.tier, world.hope_1.listed, world.hope_1.verification) == ("1", True, "unverified")
    world.said(world.hope_1, "2026-03-12", tier="2", involvement="delivering", referral_status="none")
    assert (world.hope_1.tier, world.hope_1.verification, world.hope_1.referral_status) == ("2", "corrected", "none")
    world.hope.refresh_from_db()
    assert world.hope.sector == "third"
