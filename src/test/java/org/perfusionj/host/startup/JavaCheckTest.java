package org.perfusionj.host.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@link JavaCheck} and that an older Java can read it. */
class JavaCheckTest {

	private static final int JAVA_8_CLASS_FILE = 52;

	@ParameterizedTest
	@ValueSource(strings = { "17", "18", "21", "25", "26" })
	void newEnough(final String specification) {
		assertNull(JavaCheck.problem(specification, specification + ".0.1", "/opt/java"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.8", "9", "11", "16" })
	void tooOld(final String specification) {
		final String problem = JavaCheck.problem(specification, specification + ".0_392", "/opt/java");
		assertTrue(problem.startsWith("PerfusionJ needs Java 17 or newer, this is Java " + specification + ".0_392 (/opt/java)."), problem);
	}

	@Test
	void theJavaOfTheTestsWillDo() {
		assertNull(JavaCheck.problem());
	}

	@ParameterizedTest
	@ValueSource(classes = { JavaCheck.class, CommandPlugIn.class, Main.class })
	void anOlderJavaCanReadWhatTheHostLoadsFirst(final Class<?> loaded) throws IOException {
		try (InputStream file = loaded.getResourceAsStream(loaded.getSimpleName() + ".class"); DataInputStream data = new DataInputStream(file)) {
			assertEquals(0xCAFEBABE, data.readInt());
			data.readUnsignedShort();
			assertEquals(JAVA_8_CLASS_FILE, data.readUnsignedShort());
		}
	}
}
