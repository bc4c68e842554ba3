Feature: What changes from one version to the next is told in its meaning, not as lines of files

  Background:
    Given the coffee programme with these rules instead:
      """
      tiers:
        measured_by: {sum_of: line.amount, over: 12 months}
        decided: before the order
        ladder:
          - {name: blue,   from: 0.00,    earn: 1x,    discount: 0%}
          - {name: silver, from: 500.00,  earn: 1.25x, discount: 2%}
          - {name: gold,   from: 2000.00, earn: 1.5x,  discount: 5%}
        keep_for: 12 months
        landing: soft
      """
    And it is 2026-12-01 09:00

  Scenario: A tier is to get more
    When the coffee programme is to be planned with these rules instead:
      """
      tiers:
        measured_by: {sum_of: line.amount, over: 12 months}
        decided: before the order
        ladder:
          - {name: blue,   from: 0.00,    earn: 1x,    discount: 0%}
          - {name: silver, from: 500.00,  earn: 1.25x, discount: 2%}
          - {name: gold,   from: 2000.00, earn: 1.5x,  discount: 6%}
        keep_for: 12 months
        landing: soft
      """
    Given a key of Cleo that may programmes:read, rules:write
    When GET /v1/programmes/corner-coffee is asked
    And POST /v1/programmes/corner-coffee/plans is sent under its tag:
      """
      {"id": "next", "files": "@rules"}
      """
    Given a key of Dora that may do everything
    When POST /v1/programmes/corner-coffee/plans/next/approval is sent under its tag:
      """
      {}
      """
    And POST /v1/programmes/corner-coffee/plans/next/adoption is sent under its tag:
      """
      """
    And GET /v1/programmes/corner-coffee/plans/next is asked
    And GET /v1/programmes/corner-coffee/comparison?old=@.against&new=@.digest is asked
    Then the answer says:
      """
      {"changes": [{
        "kind": "changed", "path": ["tiers", "ladder", "gold", "discount"],
        "old_place": "tiers.yaml:7:60", "new_place": "tiers.yaml:7:60",
        "sentence": {"en": "tiers, gold: discount 5% → 6%", "zh-CN": "会员等级，gold：折扣 5% → 6%"}
      }]}
      """

  Scenario: The same rules, written otherwise and with a remark
    When the coffee programme is to be planned with these rules instead:
      """
      tiers:
        measured_by: {sum_of: line.amount, over: 12 months}
        decided: before the order
        ladder:  # the board agreed in November
          - {name: blue,   from: 0.00,    earn: 1x,    discount: 0%}
          - {name: silver, from: 500.00, earn: 1.25x, discount: 2%}
          - {name: gold,   from: 2000.00, earn: 1.5x,  discount: 5%}
        keep_for: 12 months
        landing: soft
      """
    Given a key of Cleo that may programmes:read, rules:write
    When GET /v1/programmes/corner-coffee is asked
    And POST /v1/programmes/corner-coffee/plans is sent under its tag:
      """
      {"id": "next", "files": "@rules"}
      """
    Given a key of Dora that may do everything
    When POST /v1/programmes/corner-coffee/plans/next/approval is sent under its tag:
      """
      {}
      """
    And POST /v1/programmes/corner-coffee/plans/next/adoption is sent under its tag:
      """
      """
    And GET /v1/programmes/corner-coffee/plans/next is asked
    And GET /v1/programmes/corner-coffee/comparison?old=@.against&new=@.digest is asked
    Then the answer says:
      """
      {"changes": []}
      """

  Scenario: The points of a tier are to count less
    When the coffee programme is to be planned with these rules instead:
      """
      tiers:
        measured_by: {sum_of: line.amount, over: 12 months}
        decided: before the order
        ladder:
          - {name: blue,   from: 0.00,    earn: 1x,    discount: 0%}
          - {name: silver, from: 500.00,  earn: 1.25x, discount: 2%}
          - {name: gold,   from: 2000.00, earn: 1.4x,  discount: 5%}
        keep_for: 12 months
        landing: soft
      """
    Given a key of Cleo that may programmes:read, rules:write
    When GET /v1/programmes/corner-coffee is asked
    And POST /v1/programmes/corner-coffee/plans is sent under its tag:
      """
      {"id": "next", "files": "@rules"}
      """
    Given a key of Dora that may do everything
    When POST /v1/programmes/corner-coffee/plans/next/approval is sent under its tag:
      """
      {}
      """
    And POST /v1/programmes/corner-coffee/plans/next/adoption is sent under its tag:
      """
      """
    And GET /v1/programmes/corner-coffee/plans/next is asked
    And GET /v1/programmes/corner-coffee/comparison?old=@.against&new=@.digest is asked
    Then the answer says:
      """
      {"changes": [{
        "kind": "changed", "path": ["tiers", "ladder", "gold", "earn"],
        "old_place": "tiers.yaml:7:43", "new_place": "tiers.yaml:7:43",
        "sentence": {"en": "tiers, gold: earn 1.5x → 1.4x", "zh-CN": "会员等级，gold：积分规则 1.5x → 1.4x"}
      }]}
      """

  Scenario: Points are to pay from a larger balance on
    Given it is 2026-09-01 10:00
    When the coffee programme is to be planned with these rules instead:
      """
      redeem:
        worth: {points: 100, money: 1.00}
        at_least: 800
        at_most: {share: 50%, of: order.total}
        earn_on: money_paid
        on_refund: recompute_kept_order
        spent_too_much: owe
      """
    Given a key of Cleo that may programmes:read, rules:write
    When GET /v1/programmes/corner-coffee is asked
    And POST /v1/programmes/corner-coffee/plans is sent under its tag:
      """
      {"id": "next", "files": "@rules"}
      """
    Given a key of Dora that may do everything
    When POST /v1/programmes/corner-coffee/plans/next/approval is sent under its tag:
      """
      {}
      """
    And POST /v1/programmes/corner-coffee/plans/next/adoption is sent under its tag:
      """
      """
    And GET /v1/programmes/corner-coffee/plans/next is asked
    And GET /v1/programmes/corner-coffee/comparison?old=@.against&new=@.digest is asked
    # 799 points bought the most of those that buy nothing any more
    Then the answer says:
      """
      {"losses": [{
        "code": "DEVALUATION_UNANNOUNCED", "where": "redeem", "since": "2026-11-15", "smallest_balance": 500,
        "open": false,
        "bands": [{"first": 500, "last": 999, "balance": 799, "before": "7.99", "now": "0.00", "unit": "EUR"}],
        "sentence": {
          "en": "from 2026-11-15 on: points pay less: 1.00 EUR for 100, from 500 on before, 1.00 EUR for 100, from 800 on now; the smallest balance that buys less is 500 points",
          "zh-CN": "自 2026-11-15 起，积分抵扣变少：原为每 100 积分抵 1.00 EUR，500 积分起用，现为每 100 积分抵 1.00 EUR，800 积分起用；受影响的最小余额为 500 积分"
        }
      }]}
      """

  Scenario: A version nobody adopted
    Given a key of Cleo that may programmes:read
    When GET /v1/programmes/corner-coffee/comparison?old=0000000000000000000000000000000000000000000000000000000000000000&new=1111111111111111111111111111111111111111111111111111111111111111 is asked
    Then the answer is 422 unknown-digest
