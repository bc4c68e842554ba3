Feature: Points set aside
  A hold keeps points from being spent otherwise, until it is taken, given back, or its time is over.

  Background:
    Given the coffee programme
    And Ada is a member
    And Ada has 1000 points

  Scenario: What is set aside cannot be spent otherwise
    When Ada sets 600 points aside for 15 minutes
    Then the hold is open
    And Ada has:
      | spendable | held |
      | 400       | 600  |
    When Ada exchanges 500 points for mug
    Then it is refused: There are not enough points

  Scenario: A part is taken, the rest is free
    When Ada sets 600 points aside for 15 minutes
    And 450 of the points set aside are taken
    Then the hold is captured
    And Ada has:
      | spendable | held |
      | 550       | 0    |

  Scenario: No more is taken than was set aside
    When Ada sets 600 points aside for 15 minutes
    And 601 of the points set aside are taken
    Then it is refused: The hold is for fewer points
    And the hold is open

  Scenario: All is given back
    When Ada sets 600 points aside for 15 minutes
    And the points set aside are given back
    Then the hold is voided
    And Ada has:
      | spendable | held |
      | 1000      | 0    |

  Scenario Outline: A hold ends once
    When Ada sets 600 points aside for 15 minutes
    And <first>
    And <then>
    Then it is refused: The hold has ended
    And Ada has:
      | spendable   | held |
      | <spendable> | 0    |

    Examples:
      | first                                 | then                                  | spendable |
      | all of the points set aside are taken | 100 of the points set aside are taken | 400       |
      | all of the points set aside are taken | the points set aside are given back   | 400       |
      | the points set aside are given back   | all of the points set aside are taken | 1000      |

  Scenario: Time gives the points back, to the second
    When Ada sets 600 points aside for 15 minutes
    And it is 2026-11-22 10:14
    Then the hold is open
    When it is 2026-11-22 10:15
    Then the hold is lapsed
    And Ada has:
      | spendable | held |
      | 1000      | 0    |
    When all of the points set aside are taken
    Then it is refused: The hold has ended

  Scenario: More than there is cannot be set aside
    When Ada sets 600 points aside for 15 minutes
    And Ada sets 401 points aside for 15 minutes
    Then it is refused: There are not enough points

  Scenario: The same request to set aside is answered once
    When Ada sets 600 points aside for 15 minutes
    And all of the points set aside are taken
    Then the ledger of Ada reads:
      | entry   | points |
      | earn    | 1000   |
      | hold    | 0      |
      | capture | -600   |

  Scenario: Points whose end comes while they are set aside lapse when they are given back
    Given Ben is a member
    And Ben has 300 points until 2026-12-31
    And it is 2026-12-31 23:50
    When Ben sets 300 points aside for 15 minutes
    And it is 2027-01-01 00:01
    Then Ben has:
      | spendable | held |
      | 0         | 300  |
    When the points set aside are given back
    Then Ben has:
      | spendable | held |
      | 0         | 0    |
