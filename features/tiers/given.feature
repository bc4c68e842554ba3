Feature: A tier that is given
  To match another programme's tier or out of goodwill: with an end, a reason, and maybe a challenge.

  Background:
    Given the coffee programme
    And Ada is a member
    And a key that may members:read members:write

  Scenario: It holds through its last day, and then what orders reach holds
    When POST /v1/members/@Ada/tier-grants is sent:
      """
      {"id": "sorry", "tier": "gold", "until": "2026-12-31", "reason": "a late delivery"}
      """
    Then the answer is 201
    And Ada stands at gold, kept until 2027-01-01
    When Ada asks the price in the shop:
      | article | quantity | price  |
      | blend   | 1        | 100.00 |
    # 5 % off for gold
    Then the total is 95.00
    And on 2026-12-31 Ada stands at gold
    And on 2027-01-01 Ada stands at blue

  Scenario: What is reached meanwhile is there when it ends
    When POST /v1/members/@Ada/tier-grants is sent:
      """
      {"id": "sorry", "tier": "gold", "until": "2026-12-31", "reason": "a late delivery"}
      """
    And Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 700.00 |
    # 700.00 less 5 % = 665.00, which is silver
    Then Ada stands at gold
    And on 2027-01-01 Ada stands at silver, kept until 2027-11-23

  Scenario: A challenge that is not met ends the tier
    When POST /v1/members/@Ada/tier-grants is sent:
      """
      {"id": "match", "tier": "gold", "until": "2027-11-30", "reason": "gold elsewhere",
       "challenge": {"by": "2026-12-31", "needs": [{"measure": "spend", "least": "300.00"}]}}
      """
    Then Ada stands at gold, kept until 2027-01-01
    When Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 310.00 |
    # less 5 % = 294.50
    Then on 2026-12-31 Ada stands at gold
    And on 2027-01-01 Ada stands at blue

  Scenario: A challenge that is met keeps it, what is brought back undoes that
    When POST /v1/members/@Ada/tier-grants is sent:
      """
      {"id": "match", "tier": "gold", "until": "2027-11-30", "reason": "gold elsewhere",
       "challenge": {"by": "2026-12-31", "needs": [{"measure": "spend", "least": "300.00"}]}}
      """
    And Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 320.00 |
    # less 5 % = 304.00
    Then Ada stands at gold, kept until 2027-12-01
    When Ada brings back everything
    Then Ada stands at gold, kept until 2027-01-01

  Scenario: It can be ended, and everybody can see by whom and why
    When POST /v1/members/@Ada/tier-grants is sent:
      """
      {"id": "sorry", "tier": "silver", "until": "2026-12-31", "reason": "a late delivery"}
      """
    And it is 2026-11-23 12:00
    And POST /v1/members/@Ada/tier-grants/sorry/end is sent:
      """
      {"reason": "given to the wrong member"}
      """
    Then the answer is 200
    And Ada stands at blue
    And on 2026-11-22 Ada stood at silver
    When GET /v1/members/@Ada/standing is asked
    Then the answer says:
      """
      {"movements": [
        {"at": "2026-11-22T09:00:00Z", "cause": "granted", "before": "blue", "after": "silver",
         "reason": "a late delivery", "measured": []},
        {"at": "2026-11-23T11:00:00Z", "cause": "grant_ended", "before": "silver", "after": "blue",
         "reason": "given to the wrong member", "measured": []}
      ]}
      """

  Scenario: Whoever asks twice gives once, and an ended one cannot end again
    When POST /v1/members/@Ada/tier-grants is sent:
      """
      {"id": "sorry", "tier": "silver", "until": "2026-12-31", "reason": "a late delivery"}
      """
    And it is sent again
    Then the answer is 200
    When POST /v1/members/@Ada/tier-grants is sent:
      """
      {"id": "sorry", "tier": "gold", "until": "2026-12-31", "reason": "a late delivery"}
      """
    Then the answer is 409 tier-grant-differs
    And the database is unchanged
    # nobody was told of the end, so the tier is held beyond it, and who gave it may end it
    When it is 2027-01-01 00:00
    And POST /v1/members/@Ada/tier-grants/sorry/end is sent:
      """
      {"reason": "over"}
      """
    Then the answer is 200
    When POST /v1/members/@Ada/tier-grants/sorry/end is sent:
      """
      {"reason": "over and done"}
      """
    Then the answer is 409 tier-grant-ended
    And the database is unchanged

  Scenario: What the ladder does not have cannot be given
    When POST /v1/members/@Ada/tier-grants is sent:
      """
      {"id": "sorry", "tier": "golden", "until": "2026-11-21", "reason": "a late delivery",
       "challenge": {"by": "2026-12-31", "needs": [{"measure": "spent", "least": "300.00"}]}}
      """
    Then the answer is 422 request-misfit
    And these places are named:
      | place                  | code            |
      | /tier                  | unknown-tier    |
      | /until                 | has-passed      |
      | /challenge/by          | too-late        |
      | /challenge/needs/spent | unknown-measure |
    And the database is unchanged
