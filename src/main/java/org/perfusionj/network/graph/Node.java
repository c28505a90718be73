package org.perfusionj.network.graph;

import java.util.List;

/**
 * The result of one operation in one graph.
 *
 * @param number place in the order of computation, from 0: arguments have smaller numbers
 * @param operation what is computed
 * @param arguments of what
 */
public record Node(int number, Operation operation, List<Node> arguments) {

	/** Copies the list. */
	public Node {
		arguments = List.copyOf(arguments);
	}

	@Override
	public boolean equals(final Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return number;
	}

	@Override
	public String toString() {
		return "#" + number + " " + operation;
	}
}
