Feature: A mistake in a rule file is found at its place, with what to write instead
  Every finding says file, line and column; all are told at once.

  Background:
    Given the coffee programme

  Scenario: A misspelt fact
    When the coffee programme is to be adopted with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        except_when: line.categry == "gift-card"
      """
    Then these findings stand in the way:
      """
      earn.yaml:3:16 unknown fact `line.categry`; did you mean `line.category`?
      """

  Scenario: A misspelt value of a choice
    When the coffee programme is to be adopted with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        except_when: line.category == "gift-cart"
      """
    Then these findings stand in the way:
      """
      earn.yaml:3:33 `line.category` is never `gift-cart`; did you mean `gift-card`?
      """

  Scenario: A misspelt key
    When the coffee programme is to be adopted with these rules instead:
      """
      redeem:
        worth: {points: 100, money: 1.00}
        at_leest: 500
        earn_on: money_paid
        on_refund: recompute_kept_order
        spent_too_much: owe
      """
    Then these findings stand in the way:
      """
      redeem.yaml:3:3 unknown key `at_leest`; did you mean `at_least`?
      """

  Scenario: All findings at once, in the order of the files
    When the coffee programme is to be adopted with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: order.delivery}
        rules:
          - {id: rain, name: {en: Rain, zh-CN: 雨}, when: order.chanel == "app", add: 5, once_per: order}
        combine: [additions]
      tiers:
        measured_by: {sum_of: line.amount, over: 12 months}
        decided: before the order
        ladder:
          - {name: blue, from: 0.00, earn: 1x, discount: 0%}
          - {name: gold, from: 0.00, earn: 2x, discount: 5%}
        keep_for: 12 months
        landing: soft
      """
    Then these findings stand in the way:
      """
      earn.yaml:2:41 money is needed here, this is a text; such as `12.50` or `order.total`
      earn.yaml:4:52 unknown fact `order.chanel`; did you mean `order.channel`?
      tiers.yaml:6:26 `gold` does not begin above `blue`; write more than `0`, or the tiers lowest first
      """

  Scenario: Money plus a plain number is a mistake with a column
    When the coffee programme is to be adopted with these rules instead:
      """
      basket:
        fees:
          - id: parcel
            name: {en: Parcel, zh-CN: 包裹}
            amount: 3.20
            when: order.total + 1x >= 25.00
            purpose: carriage
            recipient: carrier
            refundable: false
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      basket.yaml:6:25 money and a number do not go together with `+`; beside money stands money, such as `12.50` or `order.total`
      """

  Scenario: A programme without a mistake is adopted
    When the coffee programme is to be adopted with these rules instead:
      """
      redeem:
        worth: {points: 100, money: 1.00}
        earn_on: money_paid
        on_refund: recompute_kept_order
        spent_too_much: owe
      """
    Then no finding stands in the way
