Feature: Every charge is in the first price, and says what it is
  PX-02, PX-04, PX-06 and PX-16: nothing comes late, under a false name, for a channel, or chosen beforehand.

  Background:
    Given the coffee programme

  Scenario Outline: A fee that is first shown later
    When the coffee programme is to be adopted with these rules instead:
      """
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees: [<fee>]
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      <finding>
      """

    Examples:
      | fee                                                                                                                                                                                       | finding                                                                                                                                                                                                              |
      | {id: parcel, name: {en: Parcel, zh-CN: 包裹}, amount: 2.00, purpose: packing, recipient: seller, refundable: true, taxed_as: gear, first_shown: checkout}                                 | basket.yaml:3:152 the fee `parcel` is first shown at the checkout, after the first price; leave `first_shown` out, so that it is in the first price [PX-02, U: CMA, AA Driving School, April 2026; PROVED]           |
      | {id: parcel, name: {en: Parcel, zh-CN: 包裹}, amount: 2.00, purpose: packing, recipient: seller, refundable: true, taxed_as: gear, first_shown: choice}                                   | basket.yaml:3:152 the fee `parcel` is first shown where something is chosen, after the first price; leave `first_shown` out, so that it is in the first price [PX-02, U: CMA, AA Driving School, April 2026; PROVED] |
      | {id: parcel, name: {en: Parcel, zh-CN: 包裹}, amount: 2.00, purpose: packing, recipient: seller, refundable: true, taxed_as: gear, when: order.delivery == "home", first_shown: checkout} | basket.yaml:3:184 the fee `parcel` is first shown at the checkout, after the first price; leave `first_shown` out, so that it is in the first price [PX-02, U: CMA, AA Driving School, April 2026; PROVED]           |

  Scenario Outline: A fee that does not say what it is, or not truly
    When the coffee programme is to be adopted with these rules instead:
      """
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees: [<fee>]
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      <finding>
      """

    Examples:
      | fee                                                                                                                                          | finding                                                                                                                                                |
      | {id: parcel, name: {en: Parcel, zh-CN: 包裹}, amount: 2.00, purpose: other, recipient: seller, refundable: true, taxed_as: gear}             | basket.yaml:3:77 the purpose of the fee `parcel` says nothing: `other`; write what it is for [PX-04, U: US 16 CFR 464; TESTED]                         |
      | {id: parcel, name: {en: Parcel, zh-CN: 包裹}, amount: 2.00, purpose: packing, recipient: costs, refundable: true, taxed_as: gear}            | basket.yaml:3:97 the recipient of the fee `parcel` says nothing: `costs`; write who gets it [PX-04, U: US 16 CFR 464; TESTED]                          |
      | {id: parcel, name: {en: Parcel, zh-CN: 包裹}, amount: 2.00, purpose: packing, recipient: authority, refundable: true, taxed_as: gear}        | basket.yaml:3:97 an authority receives the fee `parcel`, and no law is named; write `legal_basis` [PX-04, U: US 16 CFR 464; TESTED]                    |
      | {id: parcel, name: {en: Regulatory fee, zh-CN: 服务费}, amount: 2.00, purpose: packing, recipient: seller, refundable: true, taxed_as: gear} | basket.yaml:3:29 the fee `parcel` is called `regulatory`, and `seller` receives it, no authority; call it what it is, or write `recipient: authority` and its `legal_basis` where one receives it [PX-04, U: US 16 CFR 464; TESTED] |
      | {id: parcel, name: {en: Extra, zh-CN: 附加税费}, amount: 2.00, purpose: packing, recipient: seller, refundable: true, taxed_as: gear}        | basket.yaml:3:29 the fee `parcel` is called `税`, and `seller` receives it, no authority; call it what it is, or write `recipient: authority` and its `legal_basis` where one receives it [PX-04, U: US 16 CFR 464; TESTED]         |

  Scenario Outline: A fee for a channel
    When the coffee programme is to be adopted with these rules instead:
      """
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees: [<fee>]
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      <finding>
      """

    Examples:
      | fee                                                                                                                                                               | finding                                                                                                                                                                                                            |
      | {id: parcel, name: {en: Parcel, zh-CN: 包裹}, amount: 2.00, purpose: packing, recipient: seller, refundable: true, taxed_as: gear, when: order.channel == "shop"} | basket.yaml:3:145 the fee `parcel` hangs on the channel, by `order.channel`; charge the same in every channel, or have it waived where the cost is real [PX-16, U: CRD 2011/83/EU Art. 21 (to be checked); TESTED] |

  Scenario Outline: An option that is chosen beforehand
    When the coffee programme is to be adopted with these rules instead:
      """
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: <default>}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
      """
    Then these findings stand in the way:
      """
      <finding>
      """

    Examples:
      | default | finding                                                                                                                                                                                                |
      | home    | facts.yaml:5:62 `order.delivery` is `home` unless somebody chooses, which costs the fee `carriage`; write `default: collect`, or no default [PX-06, U: CRD 2011/83/EU Art. 22 (to be checked); PROVED] |

  Scenario Outline: A fee that may be published
    When the coffee programme is to be adopted with these rules instead:
      """
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees: [<fee>]
        returns: {within: 14 days}
      """
    Then no finding stands in the way

    Examples:
      | fee                                                                                                                                                                                     |
      | {id: parcel, name: {en: Parcel, zh-CN: 包裹}, amount: 2.00, purpose: packing, recipient: seller, refundable: true, taxed_as: gear}                                                      |
      | {id: parcel, name: {en: Parcel, zh-CN: 包裹}, amount: 2.00, purpose: packing, recipient: seller, refundable: true, taxed_as: gear, when: order.delivery == "home", first_shown: choice} |
      | {id: parcel, name: {en: Packaging levy, zh-CN: 包装税}, amount: 2.00, purpose: packing, recipient: authority, refundable: true, taxed_as: gear, legal_basis: Packaging Act s. 14}       |
