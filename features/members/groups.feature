Feature: Members in groups by recency and frequency
  Counted with the segments; rules read the group of the last count before the day.

  Background:
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          combine: best
          rules:
            - {id: come_again, name: {en: Come again, zh-CN: 欢迎再来}, when: history.rfm == "new", percent: 10%, until: 2027-02-28}
        returns: {within: 14 days}
      assessments:
        - {id: pia-2026-2, of: [history.rfm]}
      """
    And Ada is a member
    And Bea is a member
    And a key that may do everything

  Scenario: A group of a few gives nothing
    When Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 100.00 |
    And POST /v1/segments/count is sent:
      """
      {"programme": "corner-coffee"}
      """
    And it is 2026-11-23 10:00
    And Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    # new, as the only one: a price for that group would be about her
    Then the total is 10.00
    When Bea asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    # who never bought is in no group
    Then the total is 10.00
