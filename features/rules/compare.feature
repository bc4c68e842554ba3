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

  Scenario: A version nobody adopted
    Given a key of Cleo that may programmes:read
    When GET /v1/programmes/corner-coffee/comparison?old=0000000000000000000000000000000000000000000000000000000000000000&new=1111111111111111111111111111111111111111111111111111111111111111 is asked
    Then the answer is 422 unknown-digest
