@PX-15
Feature: What the membership was worth
  What was saved on orders and bills against what the plans themselves cost, from what was booked; also
  where it cost more than it saved.

  Background:
    Given the coffee programme with these rules instead:
      """
      plans:
        - id: club
          name: {en: Coffee Club, zh-CN: 咖啡俱乐部}
          price: {every: month, anchor: calendar, amount: 3.10}
          proration: {basis: day, on_change: credit_and_charge}
          tier_discount: {applies_to: [usage]}
          usage:
            - {meter: cups, name: {en: Cups, zh-CN: 杯数}, model: per_unit, unit: 2.00}
      """
    And it is 2026-11-16 10:00
    And Ada is a gold member
    And it is 2026-11-22 10:00

  Scenario: An order is cheaper than without, and nothing was paid for it
    When Ada buys in the shop, to collect:
      | article   | brand | quantity | price |
      | beans-1kg | own   | 2        | 20.00 |
    # gold pays 5 % less
    Then from 2026-11-20 to 2026-12-01 Ada has:
      | orders             | 1     |
      | without membership | 40.00 |
      | paid               | 38.00 |
      | saved              | 2.00  |
      | cost of plans      | 0.00  |
      | worth              | 2.00  |
      | in words           | You paid €0.00 for plans and saved €2.00: €2.00 less than without. |

  Scenario: The plan cost more than it saved
    Given it is 2026-12-01 00:00
    When Ada starts club
    And these usage events arrive:
      | event | member | meter | quantity | at               |
      | e-1   | Ada    | cups  | 10       | 2026-12-01 00:00 |
    And it is 2027-01-01 00:00
    And Ada is billed
    # December: 3.10 and 20.00 less 5 %; January is begun: 3.10
    Then from 2026-12-01 to 2027-01-01 Ada has:
      | periods of plans   | 1     |
      | without membership | 23.10 |
      | paid               | 22.10 |
      | saved              | 1.00  |
      | cost of plans      | 3.10  |
      | worth              | -2.10 |
      | in words           | You paid €3.10 for plans and saved €1.00: €2.10 more than without. |
    And from 2026-12-01 to 2027-02-01 Ada has:
      | periods of plans | 2     |
      | cost of plans    | 6.20  |
      | worth            | -5.20 |

  Scenario: What was taken back, and what was cancelled, is worth nothing
    When Ada buys in the shop, to collect:
      | article   | brand | quantity | price |
      | beans-1kg | own   | 2        | 20.00 |
    And Ada brings back everything
    And it is 2026-12-01 00:00
    And Ada starts club
    And the last bill is made void
    Then from 2026-11-20 to 2027-01-01 Ada has:
      | orders           | 1    |
      | periods of plans | 0    |
      | paid             | 0.00 |
      | saved            | 0.00 |
      | worth            | 0.00 |
      | in words         | You paid €0.00 for plans and saved €0.00: the same as without. |
