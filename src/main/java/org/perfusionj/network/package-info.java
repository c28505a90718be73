/** Networks: what runs them, and the methods that are networks. No other room knows their engine. */
package org.perfusionj.network;
