Feature: A price is lowered after the sale
  What the order costs is decided again under the rules of the sale at the lower price: money,
  points and thresholds. The difference is booked with its reason.

  Background:
    Given the coffee programme
    And Ada is a gold member
    When Ada buys in the app, as order A:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
      | mocha   | 1        | 10.00 |
    # 28.50 x 1.5 = 42.75, + 50
    Then 92 points are earned

  Scenario: Money and points of the difference go back, the bonus with its threshold
    When Ada pays less for of A:
      | article | price |
      | mocha   | 5.00  |
    # 25.00 less 1.25 = 23.75 is below 25.00: 35.625, and no bonus
    Then the refund is:
      | money back        | 4.75  |
      | kept order        | 23.75 |
      | points taken back | 57    |

  Scenario: What comes back afterwards is worth the lower price, and everything back is nothing
    When Ada pays less for of A:
      | article | price |
      | blend   | 19.00 |
    # 29.00 less 1.45 = 27.55
    Then the refund is:
      | money back        | 0.95 |
      | points taken back | 1    |
    When Ada brings back everything of A
    Then the refund is:
      | money back        | 27.55 |
      | points taken back | 91    |
    And Ada has:
      | pending | owed |
      | 0       | 0    |

  Scenario: A price is only ever lowered
    When Ada pays less for of A:
      | article | price |
      | mocha   | 10.00 |
    Then it is refused: This price cannot be adjusted

  Scenario: Of what came back no price is lowered
    When Ada brings back of A:
      | article | quantity |
      | mocha   | 1        |
    And Ada pays less for of A:
      | article | price |
      | mocha   | 5.00  |
    Then it is refused: This price cannot be adjusted
