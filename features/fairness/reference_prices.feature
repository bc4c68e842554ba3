Feature: A price that is struck through is one that was really asked
  What a reduction may be compared with follows from a history that nobody can change, by the law of each market.

  Background:
    Given the coffee programme
    And it is 2026-11-25 10:00

  Scenario: A weekend of another price moves the price to compare with
    When a table of prices is taken in:
      | sku  | market | from       | to         | price | comes to                |
      | mill | EU     | 2026-08-01 |            | 50.00 | imported                |
      | mill | EU     | 2026-11-07 | 2026-11-08 | 45.00 | imported                |
      | mill | EU     | 2026-11-07 |            | 40.00 | refused price-contradicts |
      | mill | MARS   | 2026-08-01 |            | 50.00 | refused unknown-market |
    And the coffee programme is to be adopted with these rules instead:
      """
      reductions:
        - {id: mills, sku: mill, market: EU, was: 50.00, now: 40.00, percent: 20%, from: 2026-11-27}
      """
    Then these findings stand in the way:
      """
      reductions.yaml:2:45 50 is struck through; the lowest price of the 30 days was 45, by row 2; write 45 [RF-01, EU: Directive 98/6/EC Art. 6a; CJEU C-330/23; TESTED]
      reductions.yaml:2:73 20 % is not true of the lowest price of the 30 days, 45, by row 2; write at most 11 % [RF-02, EU: Directive 98/6/EC Art. 6a; CJEU C-330/23; TESTED]
      """
    When the coffee programme is to be adopted with these rules instead:
      """
      reductions:
        - {id: mills, sku: mill, market: EU, was: 45.00, now: 40.00, percent: 11%, from: 2026-11-27}
      """
    Then no finding stands in the way

  Scenario: A price nobody wrote down is not struck through
    When the coffee programme is to be adopted with these rules instead:
      """
      reductions:
        - {id: mills, sku: mill, market: EU, was: 50.00, now: 40.00, from: 2026-11-27}
      """
    Then these findings stand in the way:
      """
      reductions.yaml:2:45 the history of `mill` says nothing from 2026-10-28 on, in the 30 days before 2026-11-27; import the prices of that time, an empty one where it was not sold [RF-07, U: the sources of RF-01 to RF-06; TESTED]
      """

  Scenario Outline: A price that was raised three weeks ago
    When a table of prices is taken in:
      | sku  | market   | audience        | from       | price | comes to |
      | mill | <market> | public          | 2026-06-01 | 30.00 | imported |
      | mill | <market> | public          | 2026-11-06 | 50.00 | imported |
      | mill | <market> | members_general | 2026-11-10 | 29.00 | imported |
    And the coffee programme is to be adopted with these rules instead:
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [<market>]
      effective: {from: 2026-11-15, until: 2027-01-31}
      numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001}, quantities: {step: 0.000001}, points: {step: 1, round: down}, split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
      reductions:
        - {id: mills, sku: mill, was: 50.00, now: 25.00, from: 2026-11-27}
      """
    Then these findings stand in the way:
      """
      <finding>
      """

    Examples:
      | market | finding |
      | EU | reductions.yaml:2:33 50 is struck through; the lowest price of the 30 days was 29, by row 3; write 29 [RF-01, EU: Directive 98/6/EC Art. 6a; CJEU C-330/23; TESTED] |
      | JP | reductions.yaml:2:33 `mill` was sold at 50 or more for 37.5 % of its time on sale in the last 56 days, 21 days in all, 14 of them in the last 14; more than 50 %, 14 days, and some of them lately are needed [RF-05, JP: guidelines on double prices: sold so for most of the last eight weeks; TESTED] |
      | CA | reductions.yaml:2:33 `mill` was sold at 50 or more for 11.7 % of its time on sale in the last 180 days, and 0 % of what was sold cost that; more than 50 % of one of them is needed [RF-06, CA: Competition Act 74.01(2) and (3): substantial time or volume; the number is that of the Bureau's guidelines of 2009, not of the act, to be checked; TESTED] |
      | US-NY | reductions.yaml:2:33 `mill` was sold at 50 or more for 11.7 % of its time on sale in the last 180 days, and 0 % of what was sold cost that; more than 50 % of one of them is needed [RF-06, US: 16 CFR 233.1: regularly, for a reasonably substantial period; it names no number, the shares are good practice; TESTED] |
      | CN | reductions.yaml:2:33 nobody has bought `mill` there before 2026-11-27; compare with no price [RF-07, U: the sources of RF-01 to RF-06; TESTED] |
      | AU | |
