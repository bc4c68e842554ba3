@SB-06
Feature: What follows a trial is part of the first offer

  Scenario: A trial without the price after it does not pass
    Given the coffee programme
    When the coffee programme is to be adopted with these rules instead:
      """
      plans:
        - id: office
          name: {en: Office, zh-CN: 办公}
          trial: 14 days
          usage: [{meter: cups, name: {en: Cups, zh-CN: 杯}, model: per_unit, unit: 0.25}]
      meters:
        - {id: cups, aggregate: count}
      """
    Then these findings stand in the way:
      """
      plans.yaml:4:12 `office` has a trial, and no price says what follows it; write `price` [SB-06, U: US-CA AB 2863; PROVED]
      """
