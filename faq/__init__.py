"""知识问答: questions that people ask, their answers from the law, and the search for them."""
