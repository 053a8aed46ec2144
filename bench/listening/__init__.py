"""How well the product is understood: a recogniser writes down what it speaks."""
