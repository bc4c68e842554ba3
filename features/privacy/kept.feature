@PD-01 @PD-12 @PD-19
Feature: All that is kept has a purpose, a ground and an end, and one can see them

  Background:
    Given the coffee programme
    And Ada is a member
    And a key that may do everything
    And it is 2026-11-22 10:00

  Scenario: Each table says for what it is kept, on which ground, for how long
    When GET /v1/register is asked
    Then among the tables of the answer is:
      | table           | purpose    | basis      | kept   | days | recipients         |
      | frozen_document | membership | legal_duty | orders | 730  | ["shop", "member"] |

  Scenario: Who looks at the ages of what is kept sees what is over, and that nothing waits too long
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    And GET /v1/retention is asked
    Then among the tables of the answer is:
      | table       | kept   | oldest               | over | overdue |
      | explanation | orders | 2026-11-22T09:00:00Z | 0    | false   |

  Scenario: The record of processing names who answers for the data, and whom to ask
    When GET /v1/processing-record?controller=Corner+Coffee&contact=privacy@corner-coffee.example is asked
    Then among the text of the answer is:
      | line                      |
      | Controller: Corner Coffee |
