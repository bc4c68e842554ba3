@PX-03
Feature: What cannot be worked out yet is said with its formula, beside the price
  Nobody knows beforehand how much will be used. How it becomes a price is known, and stands in the offer.

  Scenario: A plan says its price, and how what comes besides is worked out
    Given the coffee programme with these rules instead:
      """
      meters:
        - {id: cups, name: {en: Cups, zh-CN: 杯}, aggregate: count}
      plans:
        - id: office
          name: {en: Office, zh-CN: 办公}
          price: {every: month, anchor: calendar, amount: 20.00}
          proration: {basis: day, on_change: at_period_end}
          usage: [{meter: cups, model: per_unit, unit: 0.25, free_units: 100}]
          fees:
            - {id: service, name: {en: Service, zh-CN: 服务}, share: 5%, of: usage, purpose: upkeep, recipient: seller, refundable: true}
      """
    And a key that may do everything
    When GET /v1/plans/office?programme=corner-coffee is asked
    Then the answer is 200
    And the answer says:
      """
      {"price": {"amount": 2000, "currency": "EUR"},
       "charges": [{"meter": "cups", "label": {"en": "Cups", "zh-CN": "杯"}, "model": "per_unit",
         "words": {"en": "€0.25 each; the first 100 free", "zh-CN": "每单位 €0.25；前 100 个免费"}}],
       "fees": [{"id": "service", "label": {"en": "Service", "zh-CN": "服务"}, "words": {
         "en": "The fee Service (service): 5 %; of what usage costs; for upkeep; it goes to the seller; a return gives it back.",
         "zh-CN": "手续费 服务（service）：5%；计算基数：用量费；用途：upkeep；收取方：商家；退货可退。"}}]}
      """
