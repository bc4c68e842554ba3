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
      plans.yaml:4:12 `office` has a trial, and no price says what follows it; write `price` [SB-06, U: US-CA AB 2863; TESTED]
      """

  Scenario: The reminder of the first charge is part of the first offer
    Given it is 2026-12-01 09:00
    And the coffee programme with these rules instead:
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [CN]
      effective: {from: 2026-11-15}
      numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001}, quantities: {step: 0.000001}, points: {step: 1, round: down}, split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
      plans:
        - id: desk
          name: {en: Desk, zh-CN: 工位}
          price: {every: month, anchor: anniversary, amount: 31.00}
          trial: 14 days
      """
    And Ada is a member
    And a key that may do everything
    When PUT /v1/subscriptions/mine is sent:
      """
      {"programme": "corner-coffee", "member": "@Ada", "plan": "desk", "preview": true}
      """
    Then the answer says:
      """
      {"preview": true, "terms": {"sha256": "@.terms.sha256", "text": [
        {"en": "Desk costs €31.00, every month", "zh-CN": "工位：每 1 个月收费 €31.00"},
        {"en": "The first 14 days are free; from 15\u00a0December\u00a02026 on €31.00 is charged without asking again", "zh-CN": "前 14 天免费；自 2026年12月15日起自动收取 €31.00，不再另行询问"},
        {"en": "The first charge is told of 5 to 30 days before", "zh-CN": "首次扣款前 5 至 30 天将予以提醒"},
        {"en": "It goes on by itself, month after month, until it is ended", "zh-CN": "到期自动续订，每期 1 个月，直至退订"},
        {"en": "A renewal is told of 5 to 30 days before", "zh-CN": "续订前 5 至 30 天将予以告知"},
        {"en": "It can be ended at any time, where it began and in one step", "zh-CN": "可随时在订阅处一步退订"}]}}
      """

  Scenario: The first charge without a coupon has its day in the first offer, also after a trial
    Given it is 2026-12-01 09:00
    And the coffee programme with these rules instead:
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [US-CA]
      effective: {from: 2026-11-15}
      numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001}, quantities: {step: 0.000001}, points: {step: 1, round: down}, split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
      plans:
        - id: desk
          name: {en: Desk, zh-CN: 工位}
          price: {every: month, anchor: anniversary, amount: 31.00}
          trial: 14 days
      coupons:
        - {id: half, name: {en: Half price, zh-CN: 半价}, percent: 50%, lasts: 3 periods}
        - {id: friend, name: {en: Friend, zh-CN: 好友}, percent: 10%, lasts: forever}
      combine_coupons: best
      """
    And Ada is a member
    And a key that may do everything
    When PUT /v1/subscriptions/mine is sent:
      """
      {"programme": "corner-coffee", "member": "@Ada", "plan": "desk", "coupons": ["half", "friend"], "preview": true}
      """
    Then the answer says:
      """
      {"preview": true, "terms": {"sha256": "@.terms.sha256", "text": [
        {"en": "Desk costs €31.00, every month", "zh-CN": "工位：每 1 个月收费 €31.00"},
        {"en": "The first 14 days are free; from 15\u00a0December\u00a02026 on €15.50 is charged without asking again", "zh-CN": "前 14 天免费；自 2026年12月15日起自动收取 €15.50，不再另行询问"},
        {"en": "With coupons, what begins on 15\u00a0March\u00a02027 or later costs €27.90", "zh-CN": "计入优惠券后，自 2027年3月15日起开始的计费期收费 €27.90"},
        {"en": "Half price ends after period 3; after that €27.90 is charged, without asking again", "zh-CN": "“半价”用至第 3 期；此后自动收取 €27.90，不再另行询问"},
        {"en": "The first period charged without Half price begins on 15\u00a0March\u00a02027 and is told of 3 to 21 days before", "zh-CN": "首个不再适用“半价”的计费期自 2027年3月15日开始，此前 3 至 21 天将予以提醒"},
        {"en": "The first charge is told of 3 to 21 days before", "zh-CN": "首次扣款前 3 至 21 天将予以提醒"},
        {"en": "It goes on by itself, month after month, until it is ended", "zh-CN": "到期自动续订，每期 1 个月，直至退订"},
        {"en": "A renewal is told of 3 to 21 days before", "zh-CN": "续订前 3 至 21 天将予以告知"},
        {"en": "It can be ended at any time, where it began and in one step", "zh-CN": "可随时在订阅处一步退订"}]}}
      """
