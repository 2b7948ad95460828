/**
 * What the rest of the program knows of a network: its shape, its weights, its answers and how good they are. Only
 * the packages below know DL4J, ND4J and JavaCPP.
 */
@NullMarked
package io.sentiment.network;

import org.jspecify.annotations.NullMarked;
