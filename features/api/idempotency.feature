Feature: A request may be sent again without harm

  Background:
    Given the coffee programme
    And Ada is a member
    And Ada has 1000 points
    And a key that may do everything

  Scenario: The same request under the same key is answered once
    When POST /v1/redemptions is sent with the key k-1:
      """
      {"member": "@Ada", "id": "mug-1", "points": 300, "reward": "mug"}
      """
    Then the answer is 201
    When it is sent again
    Then the answer is 201
    And the answer is the one given before
    And the answer says:
      """
      {"redemption": "mug-1", "points": 300, "state": "redeemed"}
      """
    And Ada has:
      | spendable |
      | 700       |

  Scenario: Another request under the same key is refused
    When POST /v1/holds is sent with the key k-1:
      """
      {"member": "@Ada", "points": 300, "seconds": 60}
      """
    And POST /v1/holds is sent with the key k-1:
      """
      {"member": "@Ada", "points": 301, "seconds": 60}
      """
    Then the answer is 422 idempotency-conflict
    And the database is unchanged
    And Ada has:
      | spendable | held |
      | 700       | 300  |

  Scenario: The order in which a body names its members does not matter
    When POST /v1/holds is sent with the key k-1:
      """
      {"member": "@Ada", "points": 300, "seconds": 60}
      """
    And POST /v1/holds is sent with the key "k-1":
      """
      {"seconds": 60,   "points": 300, "member": "@Ada"}
      """
    Then the answer is the one given before
    And the answer says:
      """
      {"member": "@Ada", "points": 300, "captured": 0, "state": "open"}
      """
    And Ada has:
      | held |
      | 300  |

  Scenario: Points are not moved without a key
    When POST /v1/holds is sent:
      """
      {"member": "@Ada", "points": 300, "seconds": 60}
      """
    Then the answer is 400 idempotency-key-missing
    And the database is unchanged

  Scenario: A refused request may be sent again under its key once it can be met
    When POST /v1/holds is sent with the key k-1:
      """
      {"member": "@Ada", "points": 1200, "seconds": 60}
      """
    Then the answer is 409 insufficient-points
    And the database is unchanged
    Given Ada has 500 points until 2027-12-31
    When it is sent again
    Then the answer is 201
    And Ada has:
      | spendable | held |
      | 300       | 1200 |

  Scenario: Even after a year, when the answer is no longer kept, nothing is booked twice
    When POST /v1/redemptions is sent with the key k-1:
      """
      {"member": "@Ada", "id": "mug-1", "points": 300, "reward": "mug"}
      """
    And it is 2027-06-01 10:00
    And it is sent again
    Then the answer is 201
    And Ada has:
      | spendable |
      | 700       |
