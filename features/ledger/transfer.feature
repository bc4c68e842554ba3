Feature: Points given to another member
  The programme says of each wallet whether and how much; points keep their end.

  Background:
    Given the coffee programme with these rules instead:
      """
      wallets:
        - id: points
          name: {en: Points, zh-CN: 积分}
          transfer: {at_most: 500, per_day: 600, per_month: 900}
      """
    And Ada is a member
    And Ada has 1000 points
    And Ada has 200 points until 2026-12-31
    And Eva is a member

  Scenario: The points that end first go first, and keep their end
    When Ada gives 300 points to Eva
    Then the points of Eva end as follows:
      | points | gone on    |
      | 200    | 2027-01-01 |
      | 100    | 2027-09-02 |
    And the points of Ada end as follows:
      | points | gone on    |
      | 900    | 2027-09-02 |
    And the ledger of Eva reads:
      | entry   | points |
      | receive | 200    |
      | receive | 100    |

  Scenario: No more at once, in a day and in a month than the programme lets
    When Ada gives 501 points to Eva
    Then it is refused: More than may be given away
    When Ada gives 400 points to Eva
    And Ada gives 300 points to Eva
    Then it is refused: More than may be given away
    And Eva has:
      | spendable |
      | 400       |
    When it is 2026-11-23 10:00
    And Ada gives 500 points to Eva
    Then Eva has:
      | spendable |
      | 900       |
    When it is 2026-11-24 10:00
    And Ada gives 1 points to Eva
    Then it is refused: More than may be given away

  Scenario: Not to oneself, and not what is not there
    When Ada gives 10 points to Ada
    Then it is refused: The two members are one and the same
    When Eva gives 10 points to Ada
    Then it is refused: There are not enough points
