Feature: The same order twice is one order
  An order's id is the seller's own. It names one order, for ever.

  Background:
    Given the coffee programme
    And Ada is a member

  Scenario: The same order sent again books nothing
    When Ada buys in the app, as order A-1:
      | article | quantity | price |
      | blend   | 1        | 40.00 |
    And it is sent again
    Then the answer is the one given before
    And the total is 40.00
    And Ada has:
      | pending |
      | 90      |
    And the ledger of Ada reads:
      | entry | points |
      | earn  | 90     |

  Scenario: It is still the same order a year later
    When Ada buys in the app, as order A-1:
      | article | quantity | price |
      | blend   | 1        | 40.00 |
    And it is 2027-11-22 10:00
    And it is sent again
    Then the answer is the one given before
    And the ledger of Ada reads:
      | entry | points |
      | earn  | 90     |

  Scenario: Another order under the same id is refused and changes nothing
    When Ada buys in the app, as order A-1:
      | article | quantity | price |
      | blend   | 1        | 40.00 |
    And Ada buys in the app, as order A-1:
      | article | quantity | price |
      | blend   | 1        | 41.00 |
    Then it is refused: This id was used for other content
    And Ada has:
      | pending |
      | 90      |

  Scenario: Another member's order under the same id is refused
    Given Ben is a member
    When Ada buys in the app, as order A-1:
      | article | quantity | price |
      | blend   | 1        | 40.00 |
    And Ben buys in the app, as order A-1:
      | article | quantity | price |
      | blend   | 1        | 40.00 |
    Then it is refused: This id was used for other content
    And Ben has:
      | pending |
      | 0       |

  Scenario: A refused order may be sent again once it is right
    When Ada buys in the app, as order A-1, offering 500 points:
      | article | quantity | price |
      | blend   | 1        | 40.00 |
    Then it is refused: There are not enough points
    When Ada buys in the app, as order A-1:
      | article | quantity | price |
      | blend   | 1        | 40.00 |
    Then the total is 40.00
    And Ada has:
      | pending |
      | 90      |
