@PT-04
Feature: Points never buy less from one day to the next

  Background:
    Given the coffee programme

  Scenario: Points are to be worth half, from today on
    Given it is 2026-11-22 10:00
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_silent_devaluation: {notice: 60 days}
      redeem:
        worth: {points: 200, money: 1.00}
        at_least: 500
        at_most: {share: 50%, of: order.total}
        earn_on: money_paid
        on_refund: recompute_kept_order
        spent_too_much: owe
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `no_silent_devaluation` is broken: DEVALUATION_UNANNOUNCED: points pay less: 1.00 EUR for 100, from 500 on before, 1.00 EUR for 200, from 500 on now (at redeem, from 2026-11-15 on, the smallest balance is 500 points); adopted on 2026-11-22 with 60 days of notice it may begin on 2027-01-21
      """

  Scenario: They buy as much, but only from a larger balance on
    Given it is 2026-11-22 10:00
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_silent_devaluation: {notice: 60 days}
      redeem:
        worth: {points: 100, money: 1.00}
        at_least: 600
        at_most: {share: 50%, of: order.total}
        earn_on: money_paid
        on_refund: recompute_kept_order
        spent_too_much: owe
      """
    Then these findings stand in the way:
      """
      constraints.yaml:2:5 `no_silent_devaluation` is broken: DEVALUATION_UNANNOUNCED: points pay less: 1.00 EUR for 100, from 500 on before, 1.00 EUR for 100, from 600 on now (at redeem, from 2026-11-15 on, the smallest balance is 500 points); adopted on 2026-11-22 with 60 days of notice it may begin on 2027-01-21
      """

  Scenario: The same, told long enough before
    Given it is 2026-09-01 10:00
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_silent_devaluation: {notice: 60 days}
      redeem:
        worth: {points: 100, money: 1.00}
        at_least: 600
        at_most: {share: 50%, of: order.total}
        earn_on: money_paid
        on_refund: recompute_kept_order
        spent_too_much: owe
      """
    Then no finding stands in the way

  Scenario: Other words for the same worth, and a smaller balance that pays
    Given it is 2026-11-22 10:00
    When the coffee programme is to be adopted with these rules instead:
      """
      constraints:
        - no_silent_devaluation: {notice: 60 days}
      redeem:
        worth: {points: 50, money: 0.50}
        at_least: 300
        at_most: {share: 50%, of: order.total}
        earn_on: money_paid
        on_refund: recompute_kept_order
        spent_too_much: owe
      """
    Then no finding stands in the way
