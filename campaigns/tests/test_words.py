"""Small helpers about words."""

from campaigns.words import inside_quotes


def test_quotes_within_quotes_become_single_ones_and_the_stop_goes():
    assert inside_quotes("报送2026年“质量月”活动总结。") == "报送2026年‘质量月’活动总结"
