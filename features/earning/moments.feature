Feature: Days and hours, first orders, birthdays and other anniversaries
  Days and hours are those of the programme's zone, Berlin. Of a birthday the engine knows month
  and day only. What a member did before an order are the orders booked until then, without
  those of which everything came back.

  Scenario Outline: A happy hour on Fridays
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - id: happy-hour
            name: {en: Happy hour, zh-CN: 欢乐时光}
            when: order.weekday in ["friday"] and order.hour >= 14 and order.hour < 16
            multiply: 2x
        combine: [best_multiplier]
      """
    And Ada is a member
    And it is <moment>
    When Ada asks the price in the shop, delivered home:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then <points> points are earned

    Examples:
      | moment           | points | because                        |
      | 2026-12-04 13:59 | 10     | a minute early                 |
      | 2026-12-04 14:00 | 20     | 13:00 in UTC                   |
      | 2026-12-04 15:59 | 20     | the last minute                |
      | 2026-12-04 16:00 | 10     | over                           |
      | 2026-12-03 14:30 | 10     | a Thursday                     |

  Scenario: The first order, and the first of a month
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: welcome, name: {en: Welcome, zh-CN: 欢迎}, when: history.orders == 0, add: 100, once_per: order}
          - {id: monthly, name: {en: Once a month, zh-CN: 每月一次}, when: history.orders_month == 0, add: 5, once_per: order}
        combine: [additions]
        expire: {after: 24 months, by: each_lot}
      """
    And Ada is a member
    When Ada buys in the shop, delivered home:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then 115 points are earned
    When Ada buys in the shop, delivered home:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then 10 points are earned
    When it is 2026-12-01 00:00
    And Ada buys in the shop, delivered home:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then 15 points are earned

  Scenario: Who brings everything back may have a first order again, and the bonus is gone
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: welcome, name: {en: Welcome, zh-CN: 欢迎}, when: history.orders == 0, add: 100, once_per: order}
        combine: [additions]
        expire: {after: 24 months, by: each_lot}
      """
    And Ada is a member
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    And Ada brings back everything
    Then Ada has:
      | spendable |
      | 0         |
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then 110 points are earned

  Scenario Outline: A birthday of month and day
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - id: birthday-treat
            name: {en: Birthday, zh-CN: 生日}
            anniversary: {of: member.birth_day_month, <days>, leap_day: <leap day>}
            add: 50
            once_per: order
        combine: [additions]
      """
    When Ada joins with these facts:
      | member.birth_day_month | <birthday> |
    And it is <day> 12:00
    And Ada asks the price in the shop, delivered home:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then <points> points are earned

    Examples:
      | birthday | days                          | leap day | day        | points | because                       |
      | 12-24    | whole_month: false            | 02-28    | 2026-12-24 | 60     | the day                       |
      | 12-24    | whole_month: false            | 02-28    | 2026-12-25 | 10     | the day after                 |
      | 12-24    | days_before: 2, days_after: 6 | 02-28    | 2026-12-22 | 60     | two days before               |
      | 12-24    | days_before: 2, days_after: 6 | 02-28    | 2026-12-21 | 10     | three days before             |
      | 12-30    | days_before: 2, days_after: 6 | 02-28    | 2027-01-05 | 60     | six days after, over new year |
      | 12-30    | days_before: 2, days_after: 6 | 02-28    | 2027-01-06 | 10     | seven                         |
      | 02-29    | whole_month: false            | 02-28    | 2027-02-28 | 60     | 2027 has no 29 February       |
      | 02-29    | whole_month: false            | 03-01    | 2027-02-28 | 10     | kept on 1 March               |
      | 02-29    | whole_month: false            | 03-01    | 2027-03-01 | 60     | the same                      |
      | 01-31    | whole_month: true             | 02-28    | 2027-01-01 | 60     | January                       |
      | 01-31    | whole_month: true             | 02-28    | 2027-02-01 | 10     | February                      |

  Scenario: How many days it is until a birthday counts
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: birthday-treat, name: {en: Birthday, zh-CN: 生日}, anniversary: {of: member.birth_day_month, days_before: 2, leap_day: 02-28}, add: 50, once_per: order}
          - {id: weekend, name: {en: Weekend, zh-CN: 周末}, when: 'order.weekday in ["saturday", "sunday"]', multiply: 2x}
        combine: [best_multiplier, additions]
      """
    When Ada joins with these facts:
      | member.birth_day_month | 12-24 |
    And it is 2026-12-10 12:00
    And Ada asks the price in the shop, delivered home:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then 10 points are earned
    And among what did not apply is:
      | rule     | missing    | gives |
      | Birthday | not-yet 12 | 50    |
      | Weekend  | not-yet 2  | 2     |

  Scenario: Somebody without a birthday has none
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: birthday-treat, name: {en: Birthday, zh-CN: 生日}, anniversary: {of: member.birth_day_month, whole_month: true, leap_day: 02-28}, add: 50, once_per: order}
        combine: [additions]
      """
    And Ada is a member
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then 10 points are earned
    And among what did not apply is:
      | rule     | missing | gives |
      | Birthday | not-so  | 50    |

  Scenario Outline: The day Ada joined, every year but the first
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: joined, name: {en: A year with us, zh-CN: 周年}, anniversary: {of: history.enrolled, days_after: 6, leap_day: 02-28}, multiply: 3x}
        combine: [best_multiplier]
      """
    And it is <joined> 12:00
    And Ada is a member
    And it is <day> 12:00
    When Ada asks the price in the shop, delivered home:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then <points> points are earned

    Examples:
      | joined     | day        | points | because             |
      | 2025-11-20 | 2026-11-19 | 10     | the day before      |
      | 2025-11-20 | 2026-11-20 | 30     | a year              |
      | 2025-11-20 | 2026-11-26 | 30     | six days after      |
      | 2025-11-20 | 2026-11-27 | 10     | seven               |
      | 2026-11-20 | 2026-11-21 | 10     | not a year yet      |
