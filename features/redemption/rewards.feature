Feature: Points for a reward, apart from an order

  Background:
    Given the coffee programme
    And Ada is a member
    And Ada has 1000 points

  Scenario: Points are exchanged
    When Ada exchanges 600 points for mug
    Then Ada has:
      | spendable |
      | 400       |
    And the ledger of Ada reads:
      | entry | points |
      | earn  | 1000   |
      | burn  | -600   |

  Scenario: An exchange is taken back, once
    When Ada exchanges 600 points for mug
    And the exchange is taken back
    Then Ada has:
      | spendable |
      | 1000      |
    When the exchange is taken back
    Then it is refused: This has been given or taken back before
    And Ada has:
      | spendable |
      | 1000      |

  Scenario: The same exchange is booked once, for ever
    When Ada exchanges 300 points for mug
    And Ada exchanges 300 points for mug
    Then Ada has:
      | spendable |
      | 700       |
    When Ada exchanges 200 points for mug
    Then it is refused: This has been booked before
    And Ada has:
      | spendable |
      | 700       |

  Scenario: Points one does not have are not exchanged
    When Ada exchanges 1001 points for mug
    Then it is refused: There are not enough points
    And Ada has:
      | spendable |
      | 1000      |

  Scenario: What was exchanged returns to its own lot, with its own end
    Given Ada has 200 points until 2026-12-31
    When Ada exchanges 300 points for mug
    # the 200 that end first, and 100 of the others
    Then the points of Ada end as follows:
      | points | gone on    |
      | 900    | 2027-09-02 |
    When the exchange is taken back
    Then the points of Ada end as follows:
      | points | gone on    |
      | 200    | 2027-01-01 |
      | 1000   | 2027-09-02 |
