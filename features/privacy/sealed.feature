Feature: What is told is sealed
  Whoever holds a receipt can show that it is as it was told, without asking anybody.

  Background:
    Given the coffee programme
    And Ada is a member

  Scenario: A receipt is sealed when it is booked
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 2        | 10.00 |
    Then the document verifies as valid:
      | check         | outcome           |
      | digest        | holds             |
      | signature     | holds             |
      | sums          | holds             |
      | chain         | holds             |
      | inclusion     | cannot-be-checked |
      | recomputation | holds             |

  Scenario: The second document of a member follows the first
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 2        | 10.00 |
    And what was asked for is bought
    Then the document verifies as valid:
      | check | outcome | why                                                                     |
      | chain | holds   | It is number 2 of its member's documents and follows the one before. |

  Scenario: A document of nobody is in no chain
    When somebody asks the price in the shop:
      | article | quantity | price |
      | blend   | 2        | 10.00 |
    Then the document verifies as valid:
      | check | outcome           | why                                          |
      | chain | cannot-be-checked | It is about no member, so no chain holds it. |

  Scenario Outline: Whatever is changed is found
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 2        | 10.00 |
      | filters | 1        | 4.99  |
    Then the document with <place> changed verifies as not valid:
      | check         | outcome |
      | digest        | fails   |
      | recomputation | fails   |

    Examples:
      | place            |
      | lines/0/amount   |
      | lines            |
      | lines/0/label/en |
      | total/due        |
      | programme/digest |
