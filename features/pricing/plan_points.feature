Feature: Points pay for a plan
  Points are payment: they come after tax, and change neither the tax nor the price.

  Background:
    Given the cloud-desk programme
    And it is 2026-11-01 09:00
    And Ada is a member

  Scenario Outline: Up to half of what is due
    When a period of team is priced:
      | member | Ada             |
      | used   | 60000 api-calls |
      | points | <offered>       |
    # 24.00 + 50.00 + 5.00, and 15.01 of tax
    Then the price is:
      | total            | 94.01  |
      | tax added        | 15.01  |
      | points used      | <used> |
      | paid with points | <paid> |
      | left to pay      | <left> |

    Examples:
      | offered | used | paid  | left  | because                       |
      | 0       | 0    | 0.00  | 94.01 | none are offered              |
      | 499     | 0    | 0.00  | 94.01 | fewer than 500 are not used   |
      | 1000    | 1000 | 10.00 | 84.01 | 100 points pay 1.00           |
      | 9000    | 4700 | 47.00 | 47.01 | at most half, 47.005          |
