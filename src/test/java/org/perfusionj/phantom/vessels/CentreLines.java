package org.perfusionj.phantom.vessels;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The table of centre lines as text, for tests that compare with it without the code that reads it. */
public final class CentreLines {

	private CentreLines() {}

	/** @return its rows, the heading first */
	public static List<String> rows() throws IOException {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(VesselTree.class.getResourceAsStream("waypoints_mni.csv"), StandardCharsets.UTF_8))) {
			return reader.lines().toList();
		}
	}
}
